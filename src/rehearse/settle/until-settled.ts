import { setTimeout as sleep } from 'node:timers/promises';
import type { Desired } from '../desired.ts';
import type { Stage } from '../stage.ts';
import type { Recorder } from '../watch.ts';
import { Incomparable } from './incomparable.ts';
import { type Settled, Settling } from './settling.ts';

const lookMilliseconds = 1000;

/** An Argo CD that has just started reads everything before it does anything. */
export const looksAtStart = 120;

export interface Waiting {
  /** How many looks may find the same. Default: what controllers take at most between two attempts. */
  readonly patience?: number;
  /** Of the commit, if it was waited for before. */
  readonly incomparable?: Incomparable;
}

/**
 * Waits until everything is as git says and serves, or nothing moves any more. What Argo CD could not compare, it is asked
 * for again.
 *
 * @param desired what git gives the clusters
 * @throws if the stage's signal aborts, or a watch broke off
 */
export async function untilSettled(
  { deployer, progress, signal, cluster }: Stage,
  recorder: Recorder,
  desired: readonly Desired[],
  { patience, incomparable = new Incomparable() }: Waiting = {},
): Promise<Settled> {
  const begin = performance.now();
  const settling = new Settling(desired, recorder.before, patience);
  let told = '';
  for (;;) {
    signal.throwIfAborted();
    recorder.throwIfBroken();
    const states = await deployer.states();
    const again = incomparable.due(states, performance.now());
    if (again.length > 0) await deployer.refresh(again);
    const look = { states, world: [...recorder.now], now: Date.now() };
    const settled = settling.look(look, (performance.now() - begin) / 1000);
    if (settling.waitingFor !== told) progress.note(cluster, settling.waitingFor);
    told = settling.waitingFor;
    if (settled !== undefined) return settled;
    await sleep(lookMilliseconds, undefined, { signal });
  }
}
