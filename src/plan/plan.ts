/**
 * What a pull request changes in the clusters.
 *
 *     plan.ts      manifests before and after → Plan
 *     group.ts     one change of many targets is one entry
 *     hazards/     what a reviewer should know: one folder for each subject, one file for each kind of danger
 *     counterparts.ts   which cluster is compared with which
 *     newcomers.ts, leavers.ts    what comes and what goes with a change that bears upon other objects
 *     texts.ts     texts by which an object may name others
 *     copies.ts    objects that one more or one less file has
 *     verdicts.ts  what policies newly say
 *     settled.ts   what does not reach an object that is there already
 *     unnoticed.ts what reaches it though it means the same
 *     place.ts     which app of which cluster has an object, and had it
 *     params.ts, argocd.ts    what Argo CD is told beside the objects
 *     report.ts, data.ts      Plan → Document, for readers and for programs
 */

import type { ObjectChange } from '../diff/change.ts';
import { compareObjects } from '../diff/compare.ts';
import { clusterOf } from '../fleet/cluster-of.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { identityOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { byType } from './by-type.ts';
import { plannedCopy } from './copies.ts';
import { counterparts } from './counterparts.ts';
import { type Entry, groupChanges, type PlannedChange } from './group.ts';
import { hazardsOf, quotable } from './hazards/hazards.ts';
import { Leavers } from './leavers.ts';
import { newcomersAmong } from './newcomers.ts';
import { paramsKind } from './params.ts';
import { folderOf, formerAppOf, mayLeaveCluster, placeOf } from './place.ts';
import { reachingChanges } from './settled.ts';
import { unnoticedChanges } from './unnoticed.ts';
import type { Verdicts } from './verdicts.ts';

export interface Plan {
  /** Worst first. */
  readonly entries: readonly Entry[];
  /** Objects of all clusters, by what becomes of them. */
  readonly counts: Readonly<Record<ObjectChange<unknown>['kind'] | 'rewritten' | 'moved', number>>;
}

/**
 * @param before manifests that differ between the two revisions, as they were; what is the same may be left out
 * @param after as they will be
 * @param facts what is known of kinds, definitions in unchanged manifests included
 * @param verdicts what is said of manifests elsewhere. Default: nothing
 * @param unchanged what is the same in both, was left out, and bears upon what is not
 */
export function planOf(
  before: readonly LoadedManifest[],
  after: readonly LoadedManifest[],
  facts: ApiFacts,
  verdicts: Verdicts = new Map(),
  unchanged: readonly LoadedManifest[] = [],
): Plan {
  const planned: PlannedChange[] = [];
  let rewritten = 0;
  let moved = 0;
  for (const { old, now, left } of pairClusters(before, after, unchanged)) {
    const { comparer, ...compared } = compareObjects(old, now, facts);
    const removedApps = new Set(
      compared.changes
        .filter(({ kind, identity }) => ['removed', 'renamed'].includes(kind) && identity.kind === paramsKind)
        .map(({ before: manifest }) => folderOf(manifest)),
    );
    for (const copy of compared.copies) planned.push(plannedCopy(copy));
    const newcomers = newcomersAmong(compared.changes);
    const leavers = new Leavers(compared.changes);
    const stays = byType(
      [...compared.same, ...compared.rewritten].map((pair) => pair.after.object).concat(left),
    );
    const taken = compared.same.filter(
      (pair) => formerAppOf(pair.before, pair.after, removedApps) !== undefined,
    );
    const staying = [...compared.same, ...compared.rewritten, ...compared.changes];
    moved += staying.filter(
      ({ before: was, after: is }) => was !== undefined && is !== undefined && mayLeaveCluster(was, is),
    ).length;
    const alike = [...compared.rewritten, ...taken].map((pair) => ({
      kind: 'changed' as const,
      identity: identityOf(pair.after.object),
      ...pair,
      changes: [],
    }));
    for (const found of [...compared.changes, ...alike]) {
      const manifest = found.after ?? found.before;
      if (manifest === undefined) continue;
      const type = typeOf(found.identity.group, found.identity.kind);
      const changes = [...reachingChanges(found, comparer), ...unnoticedChanges(type, found, comparer)];
      const change = { ...found, changes };
      const formerApp = found.before && found.after && formerAppOf(found.before, found.after, removedApps);
      if (change.kind === 'changed' && changes.length === 0 && formerApp === undefined) {
        rewritten += 1;
        continue;
      }
      const hazards = hazardsOf({
        type,
        change,
        before: change.before?.object,
        after: change.after?.object,
        shape: comparer.shapeOf(manifest.object),
        newcomers,
        leavers,
        stays,
        isAppRemoved: change.kind === 'removed' && removedApps.has(folderOf(change.before)),
        formerApp,
      });
      const said = [change.after, change.before].flatMap((each) => (each && verdicts.get(each)) ?? []);
      planned.push({ change, ...placeOf(manifest), hazards: [...said.map(quotable), ...hazards] });
    }
  }
  const count = (kind: string): number => planned.filter(({ change }) => change.kind === kind).length;
  return {
    entries: groupChanges(planned),
    counts: {
      added: count('added'),
      changed: count('changed'),
      removed: count('removed'),
      renamed: count('renamed'),
      rewritten,
      moved,
    },
  };
}

interface ClusterPair {
  readonly old: readonly LoadedManifest[];
  readonly now: readonly LoadedManifest[];
  /** What is the same in both, and in neither of these. */
  readonly left: readonly KubernetesObject[];
}

function pairClusters(
  before: readonly LoadedManifest[],
  after: readonly LoadedManifest[],
  unchanged: readonly LoadedManifest[],
): ClusterPair[] {
  const nameOf = counterparts(before, after);
  const [old, now, left] = [before, after, unchanged].map((side) =>
    Map.groupBy(side, (each) => nameOf(clusterOf(each))),
  );
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].sort().map((name) => ({
    old: old?.get(name) ?? [],
    now: now?.get(name) ?? [],
    left: left?.get(name)?.map(({ object }) => object) ?? [],
  }));
}
