/**
 * A pull request, run in a lab before it is merged: the real Argo CD moves a cluster from one dist to another and back,
 * and what happened is told.
 *
 *     rehearse.ts              BASE → HEAD → BASE
 *     stage.ts                 where; what of deployment is handed in
 *     select.ts, cluster-wide.ts   which apps
 *     move.ts, settle/         one move, and when it is over
 *     blocked-syncs.ts         what holds the way back
 *     hidden.ts                what of a change no lab has
 *     watch.ts, timeline.ts, snapshot.ts, desired.ts   what is seen
 *     trial-pods.ts            whose next pod would not be let in
 *     pods.ts, scalers.ts      which of it belongs together
 *     proxies.ts               what answers analyses where no requests are
 *     observe/, judge/         what of it happened, and what of that to stop for: pure
 *     report.ts                what to tell
 */
import { join } from 'node:path';
import { unusable } from '../report/errors.ts';
import { type Move, move, put } from './move.ts';
import { type IdleProxies, serveIdleProxies } from './proxies.ts';
import type { Settled } from './settle/settling.ts';
import { looksAtStart, untilSettled } from './settle/until-settled.ts';
import type { Stage } from './stage.ts';
import type { Seen } from './timeline.ts';
import { Recorder } from './watch.ts';

export interface Rehearsal {
  /** Bringing the lab to BASE. */
  readonly base: Settled;
  readonly forward: Move;
  readonly back: Move;
}

export interface RehearsalRequest {
  /** Folders as dist, with the apps that are to be deployed. */
  readonly base: string;
  readonly head: string;
}

/**
 * Brings a lab to BASE, moves it to HEAD and back.
 *
 * @throws InputError if BASE does not get healthy by itself, so that nothing can be told of HEAD
 */
export async function rehearse(stage: Stage, { base, head }: RehearsalRequest): Promise<Rehearsal> {
  const { lab, hub, cluster, deployer, progress } = stage;
  const from = await put(stage, base, 'BASE');
  await deployer.install();
  const clusters = [...new Set([hub, cluster])];
  const recorder = await Recorder.start(lab.kubeconfig, clusters);
  const proxies: IdleProxies[] = [];
  try {
    for (const id of clusters) {
      const targets = join(lab.folder, 'clusters', id, 'prometheus/targets');
      const pods = (): Seen[] => [...recorder.now].filter((seen) => seen.cluster === id);
      proxies.push(await serveIdleProxies(targets, pods));
    }
    progress.note(cluster, 'bringing it to BASE');
    await deployer.announce();
    const settled = await untilSettled(stage, recorder, from.desired, { patience: looksAtStart });
    if (settled.end !== 'settled') throw notHealthy(settled, cluster);
    progress.note(cluster, 'moving it to HEAD');
    const there = await move(stage, recorder, { direction: 'forward', from, dist: head });
    progress.note(cluster, 'moving it back to BASE');
    const back = await move(stage, recorder, { direction: 'back', from: there.published, dist: base });
    return { base: settled, forward: there.move, back: back.move };
  } finally {
    await Promise.all([recorder.stop(), ...proxies.map(async (each) => each.close())]);
  }
}

function notHealthy({ states, seconds }: Settled, cluster: string): Error {
  const open = states.filter(({ isDone }) => !isDone);
  const reasons = open.map(
    ({ name, sync, health, problems }) =>
      `${name} is ${sync}, ${health}${problems[0] === undefined ? '' : `: ${problems[0].message}`}`,
  );
  const message = `${cluster} does not get healthy with BASE alone within ${seconds.toFixed(0)} s: ${reasons.join('; ') || 'pods are not Ready'}`;
  return unusable('base-unhealthy', message, 'repair BASE first, or name another one');
}
