import { clusterOf } from '../../fleet/cluster-of.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import { Cluster, type FleetEnvironment } from './cluster.ts';
import { FleetObject } from './fleet-object.ts';
import { isRegion } from './rendered.ts';

/** Where an object goes: `<environment>/<target>`, or empty where nothing tells. */
export type ClusterOf = (manifest: LoadedManifest) => string;

/** Manifests, each with the others of its environment and cluster; in code-unit order of names. */
export function environmentsOf(
  manifests: readonly LoadedManifest[],
  nameOf: ClusterOf = (manifest) => clusterOf(placed(manifest)),
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

/** A region's file is no part of `dist/`: its labels say where it belongs. */
function placed({ object, file }: LoadedManifest): Pick<LoadedManifest, 'object' | 'file'> {
  return { object, file: isRegion(object) ? '' : file };
}
