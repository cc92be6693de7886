import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unusable } from '../git.ts';
import { definitionsIn, isCompared, manifestName, readSides, type SideFile, type Sides } from './sides.ts';

/**
 * Two folders of manifests. Files with the same path and content are not read.
 *
 * @throws InputError if there is no file in either
 */
export function readFolders(base: string, head: string): Sides {
  const [before, after] = [filesIn(base), filesIn(head)];
  if (before.size + after.size === 0) {
    const next = 'name folders with *.yaml, *.yml or *.json files';
    throw unusable('nothing-to-compare', `there is no manifest in ${base}, nor in ${head}`, next);
  }
  const same = new Set(
    [...before]
      .filter(([path, { content }]) => after.get(path)?.content.equals(content))
      .map(([path]) => path),
  );
  const changed = (files: ReadonlyMap<string, SideFile>): SideFile[] =>
    [...files].filter(([path]) => !same.has(path)).map(([, file]) => file);
  return {
    ...readSides(changed(before), changed(after)),
    definitions: () => definitionsIn([...before].filter(([path]) => same.has(path)).map(([, file]) => file)),
  };
}

/** By path in the folder, in order. Where no name says that it is YAML or JSON, as `kubectl diff` names them, all are. */
function filesIn(folder: string): Map<string, SideFile> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => !/(^|[\\/])(\.|node_modules([\\/]|$))/.test(path) && statSync(join(folder, path)).isFile(),
    )
    .sort();
  const named = paths.filter((path) => isCompared(path));
  const compared = named.some((path) => manifestName.test(path)) ? named : paths;
  return new Map(
    compared.map((path) => [
      path,
      { path, file: join(folder, path), content: readFileSync(join(folder, path)) },
    ]),
  );
}
