import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unreadable } from '../../manifest/text.ts';
import { unusable } from '../../report/errors.ts';
import { compareText } from '../../report/sort.ts';
import { displayPath, repositoryOf } from '../root.ts';
import {
  type JudgedSides,
  type JudgingPolicies,
  networkPolicyPattern,
  policiesFolder,
  surroundingPatterns,
} from './judged-sides.ts';
import { fileOfFolder, namedFile, unread } from './side-file.ts';
import { definitionsIn, isCompared, readSides, type SideFile } from './sides.ts';

/**
 * Two folders of manifests, or two files. Of files with the same path and content, only what others have too is read.
 *
 * @throws InputError if there is no file in either
 */
export function readPaths(base: string, head: string): JudgedSides {
  const [before, after] = [filesIn(base), filesIn(head)];
  if (before.size + after.size === 0) {
    const next = 'name folders with *.yaml, *.yml or *.json files';
    throw unusable('nothing-to-compare', `there is no manifest in ${base}, nor in ${head}`, next);
  }
  const same = [...before].flatMap(([path, file]): SideFile[] => {
    const now = after.get(path);
    return now !== undefined && isSame(file, now) ? [{ ...file, fileAfter: now.file }] : [];
  });
  const paths = new Set(same.map(({ path }) => path));
  const changed = (files: ReadonlyMap<string, SideFile>): SideFile[] =>
    [...files].filter(([path]) => !paths.has(path)).map(([, file]) => file);
  return {
    ...readSides(changed(before), changed(after), () => same),
    definitions: (groups) => definitionsIn(same, groups),
    policies: () => policiesOf(base, head),
    surroundings: (names) => {
      const isAround = new RegExp(surroundingPatterns.join('|'));
      const around = same.filter(
        ({ content }) => names.some((name) => content.includes(name)) && isAround.test(content.toString()),
      );
      return readSides(around, []).before;
    },
    networkPolicies: () => {
      const isPolicy = new RegExp(networkPolicyPattern);
      return readSides(
        same.filter(({ content }) => isPolicy.test(content.toString())),
        [],
      ).before;
    },
  };
}

/** Each side by those of the repository that it is in; a base that is in none, by those of the head. */
function policiesOf(base: string, head: string): JudgingPolicies | undefined {
  // Who applies something waits for what kubectl shows, and the API server asks the policies itself.
  if (kubectlFolder.test(head)) return undefined;
  const [was, repository] = [repositoryOf(base), repositoryOf(head)];
  if (repository === undefined || !existsSync(join(repository, policiesFolder))) return undefined;
  const policies = displayPath(join(repository, policiesFolder));
  return {
    base: was === undefined || was === repository ? undefined : { repository: was, commit: undefined },
    head: { repository, commit: undefined },
    checkCommand: `plumb policy check ${head} --policies ${policies}`,
  };
}

function isSame(one: SideFile, other: SideFile): boolean {
  return one.problem === undefined && other.problem === undefined && other.content.equals(one.content);
}

/** As `kubectl diff` names files: `apps.v1.Deployment.shop.api`. */
const kubectlName = /(?:^|[\\/])(?:[a-z][a-z0-9.-]*\.)?v\d\w*\.[A-Z]\w*\.[^\\/]*$/;

/** As `kubectl diff` names the folders that it makes; versions and kinds of others may have any names. */
const kubectlFolder = /(?:^|[\\/])(?:LIVE|MERGED)-\d+[\\/]?$/;

/** By path in the folder, in order; a file by itself has none, so that two are the same whatever their names. */
function filesIn(root: string): Map<string, SideFile> {
  if (!statSync(root).isDirectory()) return new Map([['', namedFile(root)]]);
  const isRead = (path: string): boolean =>
    kubectlFolder.test(root) || isCompared(path) || kubectlName.test(path);
  const files = filesAt(root, '', new Set(), isRead);
  return new Map(files.sort((a, b) => compareText(a.path, b.path)).map((file) => [file.path, file]));
}

/** Links are followed, but not to a folder that is on the way here. What cannot be read is told in its place. */
function filesAt(
  root: string,
  path: string,
  above: ReadonlySet<string>,
  isRead: (path: string) => boolean,
): SideFile[] {
  const file = join(root, path);
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true)
      return isRead(path) ? [fileOfFolder(path, file)] : [];
    const real = realpathSync(file);
    if (above.has(real)) return [];
    const inside = new Set([...above, real]);
    return readdirSync(file)
      .filter((name) => !name.startsWith('.') && name !== 'node_modules')
      .flatMap((name) => filesAt(root, join(path, name), inside, isRead));
  } catch (cause) {
    return [unread(path, file, unreadable(file, cause))];
  }
}
