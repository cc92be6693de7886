import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unreadable } from '../../manifest/text.ts';
import { unusable } from '../../report/errors.ts';
import { definitionsIn, isCompared, readSides, type SideFile, type Sides } from './sides.ts';

/**
 * Two folders of manifests, or two files. Of files with the same path and content, only what others have too is read.
 *
 * @throws InputError if there is no file in either
 */
export function readPaths(base: string, head: string): Sides {
  const [before, after] = [filesIn(base), filesIn(head)];
  if (before.size + after.size === 0) {
    const next = 'name folders with *.yaml, *.yml or *.json files';
    throw unusable('nothing-to-compare', `there is no manifest in ${base}, nor in ${head}`, next);
  }
  const same = [...before].flatMap(([path, file]) => (isSame(file, after.get(path)) ? [file] : []));
  const paths = new Set(same.map(({ path }) => path));
  const changed = (files: ReadonlyMap<string, SideFile>): SideFile[] =>
    [...files].filter(([path]) => !paths.has(path)).map(([, file]) => file);
  return {
    ...readSides(changed(before), changed(after), () => same),
    definitions: (groups) => definitionsIn(same, groups),
  };
}

function isSame(one: SideFile, other: SideFile | undefined): boolean {
  return (
    one.problem === undefined && other?.problem === undefined && other?.content.equals(one.content) === true
  );
}

/** As `kubectl diff` names files: `apps.v1.Deployment.shop.api`. */
const kubectlName = /(?:^|[\\/])(?:[a-z][a-z0-9.-]*\.)?v\d\w*\.[A-Z]\w*\.[^\\/]*$/;

/** As `kubectl diff` names the folders that it makes; versions and kinds of others may have any names. */
const kubectlFolder = /(?:^|[\\/])(?:LIVE|MERGED)-\d+[\\/]?$/;

/** By path in the folder, in order; a file by itself has none, so that two are the same whatever their names. */
function filesIn(path: string): Map<string, SideFile> {
  if (!statSync(path).isDirectory()) return new Map([['', sideFile('', path)]]);
  const isRead = (each: string): boolean =>
    kubectlFolder.test(path) || isCompared(each) || kubectlName.test(each);
  const paths = walk(path, '', new Set()).filter(isRead);
  return new Map(paths.sort().map((each) => [each, sideFile(each, join(path, each))]));
}

function sideFile(path: string, file: string): SideFile {
  try {
    return { path, file, content: readFileSync(file) };
  } catch (cause) {
    return { path, file, content: Buffer.alloc(0), problem: unreadable(file, cause) };
  }
}

/** Links are followed, but not to a folder that is on the way here. */
function walk(root: string, folder: string, above: ReadonlySet<string>): string[] {
  const real = realpathSync(join(root, folder));
  if (above.has(real)) return [];
  const inside = new Set([...above, real]);
  return readdirSync(join(root, folder)).flatMap((name) => {
    if (name.startsWith('.') || name === 'node_modules') return [];
    const path = join(folder, name);
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (stats?.isDirectory()) return walk(root, path, inside);
    return stats === undefined || stats.isFile() ? [path] : [];
  });
}
