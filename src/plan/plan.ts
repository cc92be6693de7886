/**
 * What a pull request changes in the clusters.
 *
 *     plan.ts      manifests before and after → Plan
 *     group.ts     one change of many targets is one entry
 *     hazards/     what a reviewer should know: one file for each kind of danger
 *     params.ts, argocd.ts    what Argo CD is told beside the objects
 *     report.ts    Plan → Document
 */

import type { ObjectChange } from '../diff/change.ts';
import { compareObjects } from '../diff/compare.ts';
import { Shapes } from '../diff/shape.ts';
import { clusterOf } from '../fleet/cluster-of.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { type Entry, groupChanges, type PlannedChange } from './group.ts';
import { hazardsOf } from './hazards/hazards.ts';
import { paramsKind } from './params.ts';

export interface Plan {
  /** Worst first. */
  readonly entries: readonly Entry[];
  /** Objects of all clusters, by what becomes of them. */
  readonly counts: Readonly<Record<ObjectChange<unknown>['kind'] | 'rewritten', number>>;
}

/**
 * @param before manifests that differ between the two revisions, as they were; what is the same may be left out
 * @param after as they will be
 * @param facts what is known of kinds, definitions in unchanged manifests included
 */
export function planOf(
  before: readonly LoadedManifest[],
  after: readonly LoadedManifest[],
  facts: ApiFacts,
): Plan {
  const shapes = new Shapes(facts);
  const planned: PlannedChange[] = [];
  let rewritten = 0;
  for (const { old, now } of pairClusters(Map.groupBy(before, clusterOf), Map.groupBy(after, clusterOf))) {
    const compared = compareObjects(old, now, facts);
    rewritten += compared.rewritten.length;
    const removedApps = new Set(
      compared.changes
        .filter(({ kind, identity }) => kind === 'removed' && identity.kind === paramsKind)
        .map(({ before: manifest }) => folderOf(manifest)),
    );
    for (const change of compared.changes) {
      const manifest = change.after ?? change.before;
      if (manifest === undefined) continue;
      const hazards = hazardsOf({
        type: typeOf(change.identity.group, change.identity.kind),
        change,
        before: change.before?.object,
        after: change.after?.object,
        shape: shapes.of(manifest.object),
        isAppRemoved: change.kind === 'removed' && removedApps.has(folderOf(change.before)),
      });
      planned.push({ change, ...placeOf(manifest), hazards });
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
    },
  };
}

type Clusters = ReadonlyMap<string, readonly LoadedManifest[]>;

interface ClusterPair {
  readonly old: readonly LoadedManifest[];
  readonly now: readonly LoadedManifest[];
}

/** Clusters of one name; where there is but one on each side, they are the same whatever they are called. */
function pairClusters(before: Clusters, after: Clusters): ClusterPair[] {
  if (before.size === 1 && after.size === 1)
    return [{ old: [...before.values()].flat(), now: [...after.values()].flat() }];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((name) => ({ old: before.get(name) ?? [], now: after.get(name) ?? [] }));
}

function folderOf(manifest: LoadedManifest | undefined): string {
  return manifest?.file.split('/').slice(0, -1).join('/') ?? '';
}

/** A rendered fleet has its objects in `<environment>/<target>/<app>/`. */
function placeOf(manifest: LoadedManifest): { readonly target: string; readonly app: string } {
  if (clusterOf(manifest) === '') return { target: '', app: '' };
  const [environment = '', target = '', app = ''] = manifest.file.split('/').slice(-4, -1);
  return { target: `${environment}/${target}`, app };
}
