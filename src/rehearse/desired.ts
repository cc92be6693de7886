import { join } from 'node:path';
import { inDestination } from '../drift/live/desired.ts';
import { foldersIn } from '../fleet/folders.ts';
import { loadFacts } from '../kubernetes/load.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { readManifestPaths } from '../manifest/read-paths.ts';
import { InputError } from '../report/errors.ts';
import { readParams } from '../synth/params.ts';

/** One object that git gives a cluster. */
export interface Desired {
  /** Id of the lab's cluster. */
  readonly cluster: string;
  readonly app: string;
  /** Its Application. */
  readonly application: string;
  readonly object: KubernetesObject;
}

export interface Clusters {
  readonly environment: string;
  readonly hub: string;
  readonly cluster: string;
  readonly region: string;
}

/**
 * What a dist folder gives the clusters of a rehearsal.
 *
 * @throws InputError if a file cannot be read
 */
export async function readDesired(dist: string, clusters: Clusters): Promise<Desired[]> {
  const { environment, hub, cluster, region } = clusters;
  const apps = foldersIn(join(dist, environment)).flatMap((target) =>
    foldersIn(join(dist, environment, target)).map((app) => ({ target, app })),
  );
  const read = await Promise.all(
    apps.map(async ({ target, app }) => {
      const folder = join(dist, environment, target, app);
      const { manifests, findings } = await readManifestPaths([folder], dist);
      // A folder without a manifest is an app whose chart is its all.
      const broken = findings.filter(({ rule }) => rule !== 'nothing-to-judge');
      if (broken.length > 0) throw new InputError(broken);
      const application = target === 'hub' && app === 'argocd' ? 'root' : `${environment}-${target}-${app}`;
      const place = target === region ? cluster : hub;
      const namespace = readParams(folder)?.namespace;
      return manifests.map(({ object }) => ({
        cluster: place,
        app,
        application,
        object: namespace === undefined ? object : inDestination(object, namespace, isNamespaced(object)),
      }));
    }),
  );
  return read.flat();
}

function isNamespaced({ apiVersion, kind }: KubernetesObject): boolean | undefined {
  return loadFacts().find(apiVersion, kind)?.namespaced;
}
