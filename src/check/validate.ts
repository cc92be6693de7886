import { readFileSync } from 'node:fs';
import { collectFiles, type ManifestFile } from '../manifest/files.ts';
import { type LoadedManifest, readManifests } from '../manifest/read.ts';
import { readText, decodeText } from '../manifest/text.ts';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { type CheckInput, type CheckResult, checkManifests } from './check.ts';

/**
 * Judges every manifest that the paths stand for; what cannot be read is a finding beside the verdicts on the rest.
 *
 * @param paths files, folders, and `-` for standard input.
 * @param workingDirectory what relative paths start from, and what messages leave out.
 */
export function validatePaths(
  paths: readonly string[],
  workingDirectory: string,
  judges: Omit<CheckInput, 'manifests'>,
): CheckResult {
  const collected = collectFiles(paths, workingDirectory);
  const manifests: LoadedManifest[] = [];
  const findings: Finding[] = [...collected.findings];
  for (const file of collected.files) {
    const read = readFile(file);
    manifests.push(...read.objects);
    findings.push(...read.findings);
  }
  if (manifests.length === 0 && findings.length === 0) findings.push(nothingFound(paths));
  const result = checkManifests({ manifests, ...judges });
  return { ...result, findings: [...findings, ...result.findings] };
}
