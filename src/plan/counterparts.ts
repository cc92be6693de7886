import { clusterOf } from '../fleet/cluster-of.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { paramsKind } from './params.ts';

/**
 * What clusters are called on both sides: which of them is compared with which. Those of one name are, and so are those
 * whose names stand above what is compared, as whoever named the folders chose them: of two environments, targets of one
 * name; of two single clusters, these. A name in the paths of the files is compared as they are: under another one,
 * everything has gone from one cluster and come to another.
 *
 * @returns what `clusterOf` tells → the name on both sides
 */
export function counterparts(
  before: readonly LoadedManifest[],
  after: readonly LoadedManifest[],
): (cluster: string) => string {
  const clusters = [before, after].map((side) => [...new Set(tellingOf(side).map(clusterOf))]);
  const areNamed = (folders: number): boolean =>
    [...before, ...after].every(({ path = '' }) => path.split('/').length > folders);
  const areOne = (names: readonly string[][]): boolean => names.every((side) => new Set(side).size <= 1);
  // `<environment>/<target>/<app>/<file>`
  if (!areNamed(2) && areOne(clusters)) return () => '';
  if (!areNamed(3) && areOne(clusters.map((side) => side.map(environmentOf))))
    return (cluster) => cluster.slice(environmentOf(cluster).length);
  return (cluster) => cluster;
}

/** Objects have labels where what Applications are made from only has folders, which may have other names. */
function tellingOf(manifests: readonly LoadedManifest[]): readonly LoadedManifest[] {
  const objects = manifests.filter(({ object }) => object.kind !== paramsKind);
  return objects.length === 0 ? manifests : objects;
}

function environmentOf(cluster: string): string {
  return cluster.split('/', 1)[0] ?? '';
}
