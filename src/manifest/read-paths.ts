import { buffer } from 'node:stream/consumers';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { collectFiles, type ManifestFile } from './files.ts';
import { type LoadedManifest, type ReadManifests, readManifests } from './read.ts';
import { decodeText, readText } from './text.ts';

/**
 * Reads every manifest that the paths stand for. What cannot be read is a finding, beside the rest; so is finding
 * nothing at all, because silence would look like a clean verdict.
 *
 * @param paths files, folders, and `-` for standard input
 * @param workingDirectory what relative paths start from, and what messages leave out
 */
export async function readManifestPaths(
  paths: readonly string[],
  workingDirectory: string,
): Promise<ReadManifests> {
  const collected = collectFiles(paths, workingDirectory);
  const manifests: LoadedManifest[] = [];
  const findings: Finding[] = [...collected.findings];
  for (const file of collected.files) {
    const read = await readFile(file);
    // Not spread into one call: a List can hold more items than a call can have arguments.
    for (const manifest of read.manifests) manifests.push(manifest);
    findings.push(...read.findings);
  }
  if (manifests.length === 0 && findings.length === 0) findings.push(nothingFound(paths));
  return { manifests, findings };
}

async function readFile({ path, file }: ManifestFile): Promise<ReadManifests> {
  try {
    const text = path === undefined ? decodeText(await buffer(process.stdin), file) : readText(path, file);
    return readManifests(text, file);
  } catch (error) {
    if (error instanceof InputError) return { manifests: [], findings: error.findings };
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
