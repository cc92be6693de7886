import { globSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { LoadedManifest, ReadManifests } from '../../manifest/read.ts';
import { type ReadFiles, readManifestPaths } from '../../manifest/read-paths.ts';
import { accountName } from '../../policy/clusters.ts';
import { hasFleetRules } from '../../policy/fleet-rules/load.ts';
import { type PolicyManifests, withExemptions } from '../../policy/policy-folders.ts';
import type { Finding } from '../../report/finding.ts';
import { findRepository } from '../root.ts';

export interface SourcePaths {
  readonly paths: readonly string[];
  readonly policies: readonly string[];
  readonly namespaces: readonly string[];
  readonly params: readonly string[];
}

/** What the verbs of `plumb policy` judge, and by what. */
export interface PolicySources {
  readonly policies: PolicyManifests;
  readonly manifests: readonly LoadedManifest[];
  readonly namespaces: readonly LoadedManifest[];
  readonly params: readonly LoadedManifest[];
  /** The accounts of Argo CD in the repository that manifests are from, whichever of them are judged. */
  readonly accounts: readonly LoadedManifest[];
  /** About what cannot be read. */
  readonly findings: readonly Finding[];
}

/**
 * @param folder what relative paths start from, and what messages leave out
 * @param readFiles reads what is judged. Default: as `readManifestPaths`
 */
export async function readSources(
  given: SourcePaths,
  folder: string,
  readFiles?: ReadFiles,
): Promise<PolicySources> {
  const policies = await readPolicySources(given.policies, folder);
  const judged = await readManifestPaths(given.paths, folder, readFiles);
  const namespaces = await readGiven(given.namespaces, folder);
  const params = await readGiven(given.params, folder);
  return {
    policies,
    manifests: judged.manifests,
    namespaces: namespaces.manifests,
    params: params.manifests,
    accounts: await readAccounts(judged.manifests, folder),
    findings: [policies, judged, namespaces, params].flatMap(({ findings }) => findings),
  };
}

/** Fleet rules are policies too, though no manifests. */
async function readPolicySources(paths: readonly string[], folder: string): Promise<PolicyManifests> {
  const read = await readManifestPaths(paths, folder);
  if (read.manifests.some(({ object }) => object.kind === 'ValidatingAdmissionPolicy'))
    return withExemptions(read, folder);
  const findings = hasFleetRules(paths, folder)
    ? read.findings.filter(({ rule }) => rule !== 'nothing-to-judge')
    : [...read.findings, ...nothingToJudgeBy(paths, read.findings)];
  return withExemptions({ ...read, findings }, folder);
}

/** Where all is as good as nothing is asked, that must not pass for a verdict. What cannot be read is told already. */
function nothingToJudgeBy(paths: readonly string[], findings: readonly Finding[]): Finding[] {
  if (findings.some(({ severity }) => severity === 'unjudged')) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'nothing-to-judge-by',
      message: `there is no policy in ${paths.join(', ')}`,
      allowed: 'ValidatingAdmissionPolicies with their bindings, and folders with a rule.ts',
      next: 'check the path',
    },
  ];
}

/** A part of dist may not have the account that writes it. */
async function readAccounts(
  judged: readonly LoadedManifest[],
  folder: string,
): Promise<readonly LoadedManifest[]> {
  const dist = join(findRepository(), 'dist');
  if (!judged.some(({ file }) => resolve(folder, file).startsWith(`${dist}${sep}`))) return [];
  const files = globSync(`*/*/*/ServiceAccount.*.${accountName}.yaml`, { cwd: dist }).sort();
  return (
    await readGiven(
      files.map((file) => join(dist, file)),
      folder,
    )
  ).manifests;
}

/** Where nothing is asked for, there is nothing to miss. */
export async function readGiven(paths: readonly string[], folder: string): Promise<ReadManifests> {
  return paths.length === 0 ? { manifests: [], findings: [] } : readManifestPaths(paths, folder);
}

const absences: ReadonlySet<string> = new Set(['missing-file', 'nothing-to-judge', 'nothing-to-judge-by']);

/** What was wrong at a revision is worth a look, but no fault of what is judged now. What was not there yet is nothing. */
export function findingsAt(revision: string, findings: readonly Finding[]): Finding[] {
  return findings
    .filter(({ rule }) => !absences.has(rule))
    .map((finding) => ({ ...finding, severity: 'warning', message: `at ${revision}: ${finding.message}` }));
}
