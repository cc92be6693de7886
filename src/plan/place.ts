import { dirname } from 'node:path';
import { clusterOf } from '../fleet/cluster-of.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { syncOptionsOf } from './argocd.ts';
import { paramsKind } from './params.ts';

/** Where an object of a rendered fleet stands: in `<environment>/<target>/<app>/`. */
export interface Place {
  /** `production/us-west-2`; empty for manifests that are of no rendered fleet. */
  readonly target: string;
  /** The folder of the app in the target; empty as above. */
  readonly app: string;
}

export function placeOf(manifest: LoadedManifest): Place {
  const cluster = clusterOf(manifest);
  if (cluster === '') return { target: '', app: '' };
  // Who compares from within the fleet names fewer folders.
  const [environment = '', target = ''] = cluster.split('/');
  const folders = manifest.file.split('/');
  return {
    target: [folders.at(-4) ?? environment, folders.at(-3) ?? target].filter(Boolean).join('/'),
    app: folders.at(-2) ?? '',
  };
}

export function folderOf(manifest: LoadedManifest | undefined): string {
  return manifest?.file.split('/').slice(0, -1).join('/') ?? '';
}

/**
 * The app that an object leaves for another one of its cluster, if it may delete it then: Argo CD prunes what still is
 * tracked for an Application that has it no more, whoever else has it (v3.5.7, `controller/state.go`, `RequiresPruning`).
 *
 * @param removedApps folders of apps that are synced no more
 */
export function formerAppOf(
  before: LoadedManifest,
  after: LoadedManifest,
  removedApps: ReadonlySet<string>,
): string | undefined {
  const [was, is] = [placeOf(before), placeOf(after)];
  // Where folders are no targets, as those that kubectl has compared, they are no apps either.
  if (![before, after].every(isInTarget)) return undefined;
  // Between two clusters that are compared with each other, nothing moves.
  if (clusterOf(before) !== clusterOf(after) || (was.target === is.target && was.app === is.app))
    return undefined;
  const isKept = removedApps.has(folderOf(before)) || syncOptionsOf(before.object).has('Prune=false');
  return isKept ? undefined : was.app;
}

/** Whether an object moves to another folder, and nothing tells if that is for another cluster: it is of no rendered fleet. */
export function mayLeaveCluster(before: LoadedManifest, after: LoadedManifest): boolean {
  const isUntold = [before, after].every((each) => clusterOf(each) === '' && each.object.kind !== paramsKind);
  return isUntold && dirname(before.path ?? '') !== dirname(after.path ?? '');
}

function isInTarget(manifest: LoadedManifest): boolean {
  const folder = manifest.file.split('/').slice(-4, -2).join('/');
  return folder.replace(/\/global$/, '/hub') === clusterOf(manifest);
}
