import { join } from 'node:path';
import { publish, repositoryFolder } from '../lab/repository/publish.ts';
import { blockedSyncs, replaceSync, waitingSyncs } from './blocked-syncs.ts';
import { type Desired, readDesired } from './desired.ts';
import { type HiddenChange, hiddenChanges, type Overlaid } from './hidden.ts';
import { added } from './settle/added.ts';
import { comparedAnew } from './settle/compared-anew.ts';
import { Incomparable } from './settle/incomparable.ts';
import type { Settled } from './settle/settling.ts';
import { untilSettled } from './settle/until-settled.ts';
import { snapshot } from './snapshot.ts';
import { refusedRule, type Stage } from './stage.ts';
import type { Seen, Timeline } from './timeline.ts';
import { refusedPods, type Trial } from './trial-pods.ts';
import type { Recorder } from './watch.ts';

/** One of the two moves of a rehearsal: what happened until everything was done, or nothing moved any more. */
export interface Move extends Settled {
  readonly direction: 'forward' | 'back';
  /** What git gave before, and gives now, with the lab's overlay. */
  readonly from: readonly Desired[];
  readonly to: readonly Desired[];
  /** The same without the overlay: what it makes optional, or gives another value, is here as git has it. */
  readonly declared: { readonly from: readonly Desired[]; readonly to: readonly Desired[] };
  /** The objects of all kinds that git has. */
  readonly before: readonly Seen[];
  readonly after: readonly Seen[];
  readonly timeline: Timeline;
  /** Applications whose sync of HEAD held the way back until it was replaced, as by a person. */
  readonly replacedSyncs: readonly string[];
  /** What changes in git, but not in the lab; on the way back it is the same, and nobody asks. */
  readonly hidden: readonly HiddenChange[];
  /** Workloads of git whose next pod was refused; on the way back nobody asks. */
  readonly refusedPods: { readonly before: readonly Trial[]; readonly after: readonly Trial[] };
}

/** What was published: what git gives the clusters, and what of dist the lab has otherwise. */
export interface Published extends Overlaid {
  readonly desired: readonly Desired[];
  /** The same without the lab's overlay. */
  readonly declared: readonly Desired[];
}

/** Publishes a dist folder. */
export async function put(stage: Stage, dist: string, message: string): Promise<Published> {
  const { lab, requested } = stage;
  const { changes } = await publish(lab, { dist, message, requested });
  const [desired, declared] = await Promise.all([
    readDesired(join(repositoryFolder(lab), 'dist'), stage),
    readDesired(dist, stage),
  ]);
  return { dist, changes, desired, declared };
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
      ...(last.end !== 'settled' && { states: await stage.deployer.withRefusals(last.states) }),
      direction,
      from: from.desired,
      to: to.desired,
      declared: { from: from.declared, to: to.declared },
      before,
      after,
      timeline: recorder.timeline,
      replacedSyncs,
      hidden: direction === 'forward' ? hiddenChanges(from, to) : [],
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
  const incomparable = new Incomparable();
  const first = await untilSettled(stage, recorder, to, { patience: looksAtBlocked, incomparable });
  if (first.end === 'settled') return { settled: first, replacedSyncs: [] };
  const refused = first.states.filter(({ problems }) => problems.some(({ rule }) => rule === refusedRule));
  const mayChange = (name: string): boolean => refused.every((state) => state.name !== name);
  const replacedSyncs = blockedSyncs(recorder.now).filter(mayChange);
  // Those that only wait for their next attempt come to it by themselves: they are not told, just not waited for.
  const ended = [...replacedSyncs, ...waitingSyncs(recorder.now).filter(mayChange)];
  await Promise.all(ended.map(async (name) => replaceSync(stage, name)));
  // What a project or a right refused that BASE gives back: Argo CD looks again by itself only every two minutes.
  await stage.deployer.refresh(first.states.filter(({ isDone }) => !isDone).map(({ name }) => name));
  return { settled: added(first, await untilSettled(stage, recorder, to, { incomparable })), replacedSyncs };
}
