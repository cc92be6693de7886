import { clusterOf } from '../../fleet/cluster-of.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { ClusterOf } from '../clusters.ts';
import { Cluster, type FleetEnvironment } from './cluster.ts';
import { FleetObject } from './fleet-object.ts';
import { isRenderedData } from './rendered.ts';

/**
 * Manifests, each with the others of its environment and cluster; in code-unit order of names.
 *
 * @param nameOf where each goes. Default: as told by names from the top of the repository
 */
export function environmentsOf(
  manifests: readonly LoadedManifest[],
  nameOf: (manifest: LoadedManifest) => string = withData(clusterOf),
): readonly FleetEnvironment[] {
  const clusters = [...Map.groupBy(manifests, nameOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => {
      const [environment = '', target = ''] = name.split('/');
      return new Cluster(
        environment,
        target,
        members.map((manifest) => new FleetObject(manifest)),
      );
    });
  return [...Map.groupBy(clusters, ({ environment }) => environment)].map(([name, members]) => ({
    name,
    clusters: members,
  }));
}

/** The same, but for data beside manifests: its file may be elsewhere, so its labels say where it belongs. */
export function withData(nameOf: ClusterOf): ClusterOf {
  return ({ object, file }) =>
    isRenderedData(object) ? clusterOf({ object, file: '' }) : nameOf({ object, file });
}
