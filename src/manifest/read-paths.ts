import { join } from 'node:path';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { collectFiles, type ManifestFile } from './files.ts';
import { type LoadedManifest, type ReadManifests, readManifests } from './read.ts';
import { decodeText, readStream, readText } from './text.ts';

/**
 * Reads every manifest that the paths stand for. What cannot be read is a finding, beside the rest; so is finding
 * nothing at all, because silence would look like a clean verdict.
 *
 * @param paths files, folders, and `-` for standard input
 * @param workingDirectory what relative paths start from, and what messages leave out
 * @param readFiles what each of them holds, in their order. Default: `readManifestFile`, one by one
 */
export async function readManifestPaths(
  paths: readonly string[],
  workingDirectory: string,
  readFiles: ReadFiles = readOneByOne,
): Promise<ReadManifests> {
  const { files, findings: uncollected } = collectFiles(paths, workingDirectory);
  const { manifests, findings } = together([
    { manifests: [], findings: uncollected },
    ...(await readFiles(files)),
  ]);
  const isNothing = manifests.length === 0 && findings.length === 0;
  return { manifests, findings: isNothing ? [nothingFound(paths)] : findings };
}

/** What files of a folder hold, named as they are from there; nothing, where there are none. */
export async function readManifestsIn(folder: string, files: readonly string[]): Promise<ReadManifests> {
  return together(await readOneByOne(files.map((file) => ({ path: join(folder, file), file }))));
}

function together(reads: readonly ReadManifests[]): ReadManifests {
  const manifests: LoadedManifest[] = [];
  const findings: Finding[] = [];
  for (const read of reads) {
    // Not spread into one call: a List can hold more items than a call can have arguments.
    for (const manifest of read.manifests) manifests.push(manifest);
    for (const finding of read.findings) findings.push(finding);
  }
  return { manifests, findings };
}

export type ReadFiles = (files: readonly ManifestFile[]) => Promise<readonly ReadManifests[]>;

const readOneByOne: ReadFiles = async (files) => {
  const read: ReadManifests[] = [];
  for (const file of files) read.push(await readManifestFile(file));
  return read;
};

/** What one file holds, and its text: empty if it cannot be read, which a finding tells. */
export async function readManifestFile({
  path,
  file,
}: ManifestFile): Promise<ReadManifests & { readonly text: string }> {
  try {
    const text =
      path === undefined ? decodeText(await readStream(process.stdin, file), file) : readText(path, file);
    return { text, ...readManifests(text, file) };
  } catch (error) {
    if (error instanceof InputError) return { text: '', manifests: [], findings: error.findings };
    throw error;
  }
}

function nothingFound(paths: readonly string[]): Finding {
  return {
    severity: 'unjudged',
    rule: 'nothing-to-judge',
    message: `there is no object in ${paths.join(', ')}`,
    allowed:
      '*.yaml, *.yml and *.json files with Kubernetes objects, folders of them, or - for standard input',
    next: 'check the path',
  };
}
