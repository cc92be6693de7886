import { buffer } from 'node:stream/consumers';
import { collectFiles, type ManifestFile } from '../manifest/files.ts';
import { type LoadedManifest, type ReadManifests, readManifests } from '../manifest/read.ts';
import { decodeText, readText } from '../manifest/text.ts';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { type CheckInput, type CheckResult, checkManifests } from './check.ts';

/**
 * Judges every manifest that the paths stand for. What cannot be read is a finding beside the verdicts on the rest.
 *
 * @param paths files, folders, and `-` for standard input.
 * @param workingDirectory what relative paths start from, and what messages leave out.
 */
export async function validatePaths(
  paths: readonly string[],
  workingDirectory: string,
  judges: Omit<CheckInput, 'manifests'>,
): Promise<CheckResult> {
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
  const result = checkManifests({ manifests, ...judges });
  return { ...result, findings: [...findings, ...result.findings] };
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

/** Silence would look like a clean verdict. */
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
