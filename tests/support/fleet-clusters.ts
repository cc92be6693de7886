import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { loadFleet } from '../../src/fleet/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { checkout } from './checkout.ts';

/** What becomes one cluster in reality: a region, and with the hub's region what its environment has once. */
export interface FleetCluster {
  /** `<environment>-<region>` */
  readonly id: string;
  /** Of dist, e.g. `production/hub`. */
  readonly targets: readonly string[];
  /** What dist has for it. */
  readonly objects: readonly KubernetesObject[];
}

export function readFleetClusters(): FleetCluster[] {
  return loadFleet(checkout).environments.flatMap(({ name, data, regions }) =>
    regions.map((region) => {
      const shared = region.name === data.hub ? ['hub', 'global'] : [];
      const targets = [...shared, region.name].map((target) => `${name}/${target}`);
      return { id: `${name}-${region.name}`, targets, objects: targets.flatMap(objectsOf) };
    }),
  );
}

function objectsOf(target: string): KubernetesObject[] {
  const folder = join(checkout, 'dist', target);
  return globSync('*/*.yaml', { cwd: folder })
    .sort()
    .map((file) => load(readFileSync(join(folder, file), 'utf8')) as KubernetesObject);
}
