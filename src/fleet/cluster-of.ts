import type { LoadedManifest } from '../manifest/read.ts';
import { paramsFileName } from './params-file.ts';

/**
 * Which cluster an object goes to. A rendered fleet has one folder for each target, `<environment>/<target>/<app>/`,
 * wherever it stands: its objects tell by their labels that they are rendered, and the files that its Applications are
 * made from by their name. `hub` and `global` are both applied to the hub's cluster. All other objects are taken to go to
 * one cluster together, whose name is empty.
 */
export function clusterOf({ object, file }: Pick<LoadedManifest, 'object' | 'file'>): string {
  if (file.endsWith(`/${paramsFileName}`)) {
    const folders = file.split('/');
    return clusterName(folders.at(-4) ?? '', folders.at(-3));
  }
  const labels: Readonly<Record<string, unknown>> = object.metadata.labels ?? {};
  const environment = labels['plumbline.dev/environment'];
  // What someone else put into dist goes where its neighbours go.
  const [, ofFolder, targetOfFolder] = /(?:^|\/)dist\/([^/]+)\/([^/]+)\/./.exec(file) ?? [];
  if (typeof environment !== 'string')
    return ofFolder === undefined ? '' : clusterName(ofFolder, targetOfFolder);
  const region = labels['plumbline.dev/region'];
  // What was moved between environments as it is still has the label of the one that it left.
  const [, synced = environment] = /(?:^|\/)dist\/([^/]+)(?:\/[^/]+){3}$/.exec(file) ?? [];
  return clusterName(synced, file.split('/').at(-3) ?? (typeof region === 'string' ? region : undefined));
}

function clusterName(environment: string, target = ''): string {
  return `${environment}/${target === 'global' ? 'hub' : target}`;
}
