import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { publish, repositoryFolder } from '../lab/repository/publish.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { blockedSyncs, replaceSync } from './blocked-syncs.ts';
import { clusterWide } from './cluster-wide.ts';
import { type Desired, readDesired } from './desired.ts';
import { type HiddenChange, hiddenChanges, type Overlaid } from './hidden.ts';
import { refusalsOf } from './observe/syncs.ts';
import type { Settled } from './settle/settling.ts';
import { untilSettled } from './settle/until-settled.ts';
import { snapshot } from './snapshot.ts';
import type { Stage } from './stage.ts';
import type { Seen, Timeline } from './timeline.ts';
import { refusedPods, type Trial } from './trial-pods.ts';
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
  /** What changes in git, but not in the lab. */
  readonly hidden: readonly HiddenChange[];
  /** Workloads of git whose next pod was refused; on the way back nobody asks. */
  readonly refusedPods: { readonly before: readonly Trial[]; readonly after: readonly Trial[] };
}

/** What was published: what git gives the clusters, and what of dist the lab has otherwise. */
export interface Published extends Overlaid {
  readonly desired: readonly Desired[];
}

/** Publishes a dist folder. */
export async function put(stage: Stage, dist: string, message: string): Promise<Published> {
  const { lab, requested } = stage;
  const { changes } = await publish(lab, { dist, message, requested });
  return { dist, changes, desired: await readDesired(join(repositoryFolder(lab), 'dist'), stage) };
}

export interface MoveRequest {
  readonly direction: Move['direction'];
  readonly from: Published;
  /** A dist folder. */
  readonly dist: string;
}

/** Moves the clusters to another dist, and keeps all that happens. */
export async function move(
  stage: Stage,
  recorder: Recorder,
  { direction, from, dist }: MoveRequest,
): Promise<{ readonly move: Move; readonly published: Published }> {
  const tried = async (seen: readonly Seen[], desired: readonly Desired[]): Promise<Trial[]> =>
    direction === 'forward' ? refusedPods(stage.lab.clusters, seen, desired) : [];
  const before = await snapshot(stage, from.desired);
  const refusedBefore = await tried(before, from.desired);
  recorder.begin();
  const to = await put(stage, dist, direction === 'forward' ? 'Move to HEAD' : 'Move back to BASE');
  await stage.deployer.announce();
  const { settled, replacedSyncs } = await settleMove(stage, recorder, direction, to.desired);
  const last = await comparedAnew(stage, recorder, settled, [from.desired, to.desired]);
  const after = await snapshot(stage, [...from.desired, ...to.desired]);
  return {
    published: to,
    move: {
      ...last,
      direction,
      from: from.desired,
      to: to.desired,
      before,
      after,
      timeline: recorder.timeline,
      replacedSyncs,
      hidden: hiddenChanges(from, to),
      refusedPods: { before: refusedBefore, after: await tried(after, to.desired) },
    },
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

/**
 * What is done is compared once more where Argo CD may not know of it: as long as there is no new commit and nobody asks, it
 * takes the differences of its last comparison that worked (`useDiffCache` in controller/state.go of Argo CD 3.5). So an object
 * that a policy refuses which came later stays Synced, and a refusal is forgotten.
 */
async function comparedAnew(
  stage: Stage,
  recorder: Recorder,
  settled: Settled,
  [from, to]: readonly [from: readonly Desired[], to: readonly Desired[]],
): Promise<Settled> {
  const isRefused = refusalsOf(recorder.timeline).some(({ object }) => object === '');
  const mayBeOutdated = isRefused || !isDeepStrictEqual(rulesIn(from), rulesIn(to));
  if (settled.end !== 'settled' || !mayBeOutdated) return settled;
  await stage.deployer.announce();
  const again = await untilSettled(stage, recorder, to);
  return again.end === 'settled' ? settled : added(settled, again);
}

/** What decides about the objects of others. */
function rulesIn(desired: readonly Desired[]): KubernetesObject[] {
  return desired.map(({ object }) => object).filter(({ kind }) => clusterWide.has(kind));
}

function added(first: Settled, second: Settled): Settled {
  const doneSeconds = [...second.doneSeconds].map(
    ([name, seconds]) =>
      [name, (seconds === 0 ? first.doneSeconds.get(name) : undefined) ?? first.seconds + seconds] as const,
  );
  return {
    ...second,
    seconds: first.seconds + second.seconds,
    declaredSeconds: first.declaredSeconds + second.declaredSeconds,
    holds: [...first.holds, ...second.holds],
    doneSeconds: new Map(doneSeconds),
  };
}
