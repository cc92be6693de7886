import { closeSync, lstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Finding } from '../../report/finding.ts';
import { withReadableOutput } from './errors.ts';
import { isOwned, markLength } from './owned.ts';
import { isMissing } from './tree.ts';

/** What is written by hand; synth reads it, and would read its own output there as sources. */
const sourceFolders = ['apps', 'environments', 'policies', 'src', '.git'];

/** Of the repository, where rendered files belong. */
export const defaultOutput = 'dist';

/**
 * Why a folder cannot be the output folder: writing exchanges it as a whole, so it must neither hold the repository
 * nor stand among the sources. Any folder but the
 * repository's dist must also be new, or have been written by an earlier synth.
 *
 * @param root the repository.
 * @throws {InputError} when the folder cannot be read.
 */
export function refuseOutput(root: string, out: string): Finding[] {
  const output = realPath(out);
  const repository = realPath(root);
  const refusal = (rule: string, message: string): Finding[] => [
    {
      severity: 'unjudged',
      rule,
      message,
      location: { file: out },
      allowed: 'a folder that does not exist yet, is empty, or was written by synth',
      next: 'choose another folder; nothing was written',
    },
  ];
  if (isWithin(repository, output))
    return refusal('output-holds-repository', 'the folder holds the repository');
  const source = sourceFolders.find((name) => isWithin(output, join(repository, name)));
  if (source !== undefined)
    return refusal('output-among-sources', `the folder is part of ${source}/, which synth reads`);
  return withReadableOutput(out, () => {
    const kind = kindOf(output);
    if (kind === 'other') return refusal('output-no-folder', 'what stands there is no folder');
    const isOurs = output === join(repository, defaultOutput) || kind === 'nothing' || isEmpty(output);
    return isOurs || holdsRenderedFile(output, 0)
      ? []
      : refusal('output-foreign', 'the folder holds files, and none of them was written by synth');
  });
}

/** The path with all symbolic links resolved, as far as it exists. */
function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPath(parent), basename(absolute));
  }
}

function isWithin(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below === '' || !(below.split(/[/\\]/)[0] === '..' || isAbsolute(below));
}

function kindOf(path: string): 'folder' | 'other' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    // A link that leads nowhere stands there all the same.
    if (isMissing(error)) return lstatSync(path, { throwIfNoEntry: false }) ? 'other' : 'nothing';
    throw error;
  }
}

/** Dot files such as `.gitkeep` do not count. */
function isEmpty(folder: string): boolean {
  return readdirSync(folder).every((name) => name.startsWith('.'));
}

/** Rendered files stand in `<environment>/<target>/<app>/`. */
const depthOfFiles = 3;

function holdsRenderedFile(folder: string, depth: number): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    if (depth < depthOfFiles) return entry.isDirectory() && holdsRenderedFile(path, depth + 1);
    return entry.isFile() && isOwned(startOf(path));
  });
}

function startOf(path: string): string {
  const buffer = Buffer.alloc(markLength);
  const file = openSync(path, 'r');
  try {
    return buffer.toString('utf8', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}
