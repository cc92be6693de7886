import { join } from 'node:path';
import { publish, repositoryFolder } from '../lab/repository/publish.ts';
import { blockedSyncs, replaceSync } from './blocked-syncs.ts';
import { type Desired, readDesired } from './desired.ts';
import type { Settled } from './settle/settling.ts';
import { untilSettled } from './settle/until-settled.ts';
import { snapshot } from './snapshot.ts';
import type { Stage } from './stage.ts';
import type { Seen, Timeline } from './timeline.ts';
import type { Recorder } from './watch.ts';

/** One of the two moves of a rehearsal: what happened until everything was done, or nothing moved any more. */
export interface Move extends Settled {
  readonly direction: 'forward' | 'back';
  /** What git gave before, and gives now, with the lab's overlay. */
  readonly from: readonly Desired[];
  readonly to: readonly Desired[];
  /** The objects of all kinds that git has. */
  readonly before: readonly Seen[];
  readonly after: readonly Seen[];
  readonly timeline: Timeline;
  /** Applications whose sync of HEAD held the way back until it was replaced, as by a person. */
  readonly replacedSyncs: readonly string[];
}

/** Publishes a dist folder, tells Argo CD, and returns what git gives the clusters now. */
export async function put(stage: Stage, dist: string, message: string): Promise<Desired[]> {
  const { lab, requested } = stage;
  await publish(lab, { dist, message, requested });
  return readDesired(join(repositoryFolder(lab), 'dist'), stage);
}

export interface MoveRequest {
  readonly direction: Move['direction'];
  readonly from: readonly Desired[];
  /** A dist folder. */
  readonly dist: string;
}

/** Moves the clusters to another dist, and keeps all that happens. */
export async function move(
  stage: Stage,
  recorder: Recorder,
  { direction, from, dist }: MoveRequest,
): Promise<Move> {
  const before = await snapshot(stage, from);
  recorder.begin();
  const to = await put(stage, dist, direction === 'forward' ? 'Move to HEAD' : 'Move back to BASE');
  await stage.deployer.announce();
  const { settled, replacedSyncs } = await settleMove(stage, recorder, direction, to);
  const after = await snapshot(stage, [...from, ...to]);
  return {
    ...settled,
    direction,
    from,
    to,
    before,
    after,
    timeline: recorder.timeline,
    replacedSyncs,
  };
}

/** A sync that blocks the way back waits for what never comes: it is told apart sooner than that nothing moves at all. */
const looksAtBlocked = 20;

async function settleMove(
  stage: Stage,
  recorder: Recorder,
  direction: Move['direction'],
  to: readonly Desired[],
): Promise<{ readonly settled: Settled; readonly replacedSyncs: readonly string[] }> {
  // On the way there it is what is looked for.
  if (direction === 'forward') return { settled: await untilSettled(stage, recorder, to), replacedSyncs: [] };
  const first = await untilSettled(stage, recorder, to, looksAtBlocked);
  if (first.end === 'settled') return { settled: first, replacedSyncs: [] };
  const replacedSyncs = blockedSyncs(recorder.now);
  await Promise.all(replacedSyncs.map(async (name) => replaceSync(stage, name)));
  return { settled: added(first, await untilSettled(stage, recorder, to)), replacedSyncs };
}

function added(first: Settled, second: Settled): Settled {
  return {
    ...second,
    seconds: first.seconds + second.seconds,
    declaredSeconds: first.declaredSeconds + second.declaredSeconds,
    holds: [...first.holds, ...second.holds],
  };
}
