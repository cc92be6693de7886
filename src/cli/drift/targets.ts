import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** The clusters that a repository has, by its data alone: a region of an environment is one file. */
export function declaredTargets(
  repository: string,
): { readonly environment: string; readonly region: string }[] {
  return globSync('environments/*/*.yaml', { cwd: repository })
    .filter((path) => basename(path) !== 'environment.yaml')
    .sort()
    .map((path) => ({ environment: basename(dirname(path)), region: basename(path, '.yaml') }));
}
