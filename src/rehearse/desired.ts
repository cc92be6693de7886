import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn } from '../fleet/folders.ts';
import { loadFacts } from '../kubernetes/load.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { readManifestPaths } from '../manifest/read-paths.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';
import { parseSource } from '../manifest/source.ts';
import { readText } from '../manifest/text.ts';
import { InputError } from '../report/errors.ts';

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
      const namespace = destinationOf(folder);
      return manifests.map(({ object }) => ({
        cluster: place,
        app,
        application,
        object: placed(object, namespace),
      }));
    }),
  );
  return read.flat();
}

/** Argo CD makes it anew for a sync, and may delete it after: that it is not there says nothing. */
export function isHook({ object }: Pick<Desired, 'object'>): boolean {
  return object.metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined;
}

/** Namespace of the Application's destination, as its ApplicationSet takes it from the app's folder. */
function destinationOf(folder: string): string | undefined {
  const file = join(folder, 'argocd.params');
  if (!existsSync(file)) return undefined;
  const { value, findings } = parseSource(readText(file, file), file);
  if (findings.length > 0) throw new InputError(findings);
  return textOf(fieldsOf(value), 'namespace');
}

/** Argo CD puts what has no namespace, where its kind has them, into that of the destination. */
function placed(object: KubernetesObject, namespace: string | undefined): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  if (namespace === undefined || (metadata.namespace ?? '') !== '') return object;
  if (loadFacts().find(apiVersion, kind)?.namespaced !== true) return object;
  return { ...object, metadata: { ...metadata, namespace } };
}
