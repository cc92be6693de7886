import { dirname, resolve } from 'node:path';
import { clusterOf } from '../fleet/cluster-of.ts';
import { catalogueFile, folderWith } from '../fleet/repository-folder.ts';
import { shownFrom } from '../manifest/files.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { remembering } from '../manifest/remember.ts';
import type { Caller } from './activation.ts';

/** Where an object goes: `<environment>/<target>`, or empty where nothing tells. */
export type ClusterOf = (manifest: Pick<LoadedManifest, 'object' | 'file'>) => string;

/** `clusterOf` goes by folders, so it is asked with names from the top of the repository, wherever files are named from. */
export function clusterSeenFrom(workingDirectory: string): ClusterOf {
  const repositoryOf = remembering((folder) => folderWith([catalogueFile], folder) ?? '', 10_000);
  return ({ object, file }) => {
    const path = resolve(workingDirectory, file);
    const repository = file === '<stdin>' ? '' : repositoryOf(dirname(path));
    if (repository === '') return clusterOf({ object, file });
    return clusterOf({ object, file: shownFrom(repository, path) });
  };
}

/** What one cluster is given, by whom. */
export interface ManifestCluster {
  /** `<environment>/<target>`; empty for manifests that are of no rendered fleet. */
  readonly name: string;
  readonly manifests: readonly LoadedManifest[];
  /** Who writes them; `undefined` where nobody is known to. */
  readonly caller: Caller | undefined;
}

/**
 * Manifests by the cluster that they go to, in the order of their first. Those of others are taken for one cluster.
 *
 * @param caller who writes to all of them. Default: in each environment, the account that Argo CD has there
 * @param around manifests that may tell of these accounts, if the former do not
 * @param nameOf where each goes. Default: as told by names from the top of the repository
 */
export function clustersOf(
  manifests: readonly LoadedManifest[],
  caller: Caller | undefined,
  around: readonly LoadedManifest[] = [],
  nameOf: ClusterOf = clusterOf,
): ManifestCluster[] {
  const clusters = [...groupByCluster(manifests, nameOf)];
  const accounts = new Map(
    [...groupByCluster(around, nameOf), ...clusters].flatMap(([name, members]) => {
      const account = argocdAccount(members);
      return name === '' || account === undefined ? [] : [[environmentOf(name), account] as const];
    }),
  );
  return clusters.map(([name, members]) => ({
    name,
    manifests: members,
    caller: caller ?? accounts.get(environmentOf(name)),
  }));
}

/** As `clustersOf`: by name. */
export function groupByCluster(
  manifests: readonly LoadedManifest[],
  nameOf: ClusterOf,
): Map<string, LoadedManifest[]> {
  const isOfFleet = manifests.some(
    ({ object }) => object.metadata.labels?.['plumbline.dev/environment'] !== undefined,
  );
  return Map.groupBy(manifests, isOfFleet ? nameOf : () => '');
}

function environmentOf(cluster: string): string {
  return cluster.split('/', 1)[0] ?? '';
}

/** The account that Argo CD has in each cluster, rendered by the construct ClusterAccess. */
export const accountName = 'argocd-manager';

/** As the API server sees a ServiceAccount: Kubernetes 1.34, `apiserver/pkg/authentication/serviceaccount/util.go`. */
function argocdAccount(manifests: readonly LoadedManifest[]): Caller | undefined {
  const account = manifests
    .map(({ object }) => object)
    .find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === accountName);
  if (account === undefined) return undefined;
  const namespace = account.metadata.namespace ?? 'default';
  return {
    username: `system:serviceaccount:${namespace}:${accountName}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    dryRun: false,
  };
}
