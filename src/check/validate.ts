import { readManifestPaths } from '../manifest/read-paths.ts';
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
  const { manifests, findings } = await readManifestPaths(paths, workingDirectory);
  const result = checkManifests({ manifests, ...judges });
  return { ...result, findings: [...findings, ...result.findings] };
}
