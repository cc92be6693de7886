/**
 * Which cluster a file's objects go to. A rendered fleet has one folder for each target (`dist/<environment>/<target>/`);
 * `hub` and `global` are both applied to the hub's cluster. Files elsewhere are taken to go to one cluster together.
 */
export function clusterOf(file: string): string {
  const match = /(?:^|\/)dist\/([^/]+)\/([^/]+)\/./.exec(file);
  if (match === null) return '';
  const [, environment = '', target = ''] = match;
  return `${environment}/${target === 'global' ? 'hub' : target}`;
}
