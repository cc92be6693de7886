import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../manifest/object.ts';
import { clusterWide } from '../cluster-wide.ts';
import type { Desired } from '../desired.ts';
import { refusalsOf } from '../observe/syncs.ts';
import type { Stage } from '../stage.ts';
import type { Recorder } from '../watch.ts';
import { added } from './added.ts';
import type { Settled } from './settling.ts';
import { untilSettled } from './until-settled.ts';

/**
 * What is done is compared once more where Argo CD may not know of it: as long as there is no new commit and nobody asks, it
 * takes the differences of its last comparison that worked (`useDiffCache` in controller/state.go of Argo CD 3.5). So an object
 * that a policy refuses which came later stays Synced, and a refusal is forgotten.
 */
export async function comparedAnew(
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

/** What Argo CD may do: a project or a right that is taken away does not make it compare, either. */
const rightsOfArgocd: ReadonlySet<string> = new Set(['AppProject', 'ClusterRole', 'ClusterRoleBinding']);

/** What decides about the objects of others. */
function rulesIn(desired: readonly Desired[]): KubernetesObject[] {
  return desired
    .map(({ object }) => object)
    .filter(({ kind }) => clusterWide.has(kind) || rightsOfArgocd.has(kind));
}
