import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { filesIn } from '../fleet/folders.ts';
import type { ReadManifests } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import { nearest } from '../report/suggest.ts';
import { type Exemption, exempting, readExemptions } from './exemptions/exemptions.ts';
import { isFleetRule } from './fleet-rules/load.ts';

export interface PolicyManifests extends ReadManifests {
  /** In the order of their folders. */
  readonly exemptions: readonly Exemption[];
}

const besidePolicy: readonly string[] = ['cases.yaml', 'exemptions.yaml'];

/** Whether a file tells that its folder is laid out as those of `policies/`. */
export function isBesidePolicy(file: string): boolean {
  return besidePolicy.includes(basename(file));
}

/**
 * What is wrong with a folder of `policies/` that has files, but neither a policy nor a fleet rule among them; else
 * `undefined`. It would be passed over without a word.
 *
 * @param folder relative to `root`
 */
export function emptyFolder(root: string, folder: string): Finding | undefined {
  const files = filesIn(resolve(root, folder));
  if (files.length === 0 || files.includes('policy.yaml') || files.includes('rule.ts')) return undefined;
  const misnamed = ['policy.yaml', 'rule.ts'].flatMap((name) => {
    const meant = nearest(name, files);
    return meant === undefined ? [] : [`rename ${meant} to ${name}`];
  });
  return {
    severity: 'unjudged',
    rule: 'no-policy',
    message: 'the folder has neither policy.yaml nor rule.ts',
    location: { file: folder },
    next: misnamed[0] ?? 'add one of them, or remove the folder',
  };
}

/**
 * What is wrong with a `policy.yaml` of `policies/` that was read without a complaint, but holds no policy; else
 * `undefined`. Whatever its policy was would be gone from every cluster without a word.
 */
export function withoutPolicy(file: string, { manifests, findings }: ReadManifests): Finding | undefined {
  if (findings.some(({ location }) => location?.file === file)) return undefined;
  const kinds = manifests.flatMap((manifest) => (manifest.file === file ? manifest.object.kind : []));
  if (kinds.some((kind) => kind.endsWith('AdmissionPolicy'))) return undefined;
  return {
    severity: 'unjudged',
    rule: 'no-policy',
    message: 'the file holds no ValidatingAdmissionPolicy',
    location: { file },
    next: 'add it, or remove the folder',
  };
}

/** What is wrong with those of the folders that were read, laid out as those of `policies/`, whose policy is not there. */
function missingPolicies(root: string, folders: Iterable<string>, read: ReadManifests): Finding[] {
  return [...folders].flatMap((folder) => {
    const policyFile = join(folder, 'policy.yaml');
    const isThere = existsSync(resolve(root, policyFile));
    return (isThere ? withoutPolicy(policyFile, read) : emptyFolder(root, folder)) ?? [];
  });
}

/**
 * What was read of a repository as policies, as `withExemptions`, with what is wrong with those of its folders whose policy
 * is not there.
 *
 * @param folders laid out as those of `policies/`, relative to `root` as the paths of the files
 */
export function ofPolicyFolders(
  read: ReadManifests,
  root: string,
  folders: Iterable<string>,
): PolicyManifests {
  const exempted = withExemptions(read, root);
  return { ...exempted, findings: [...missingPolicies(root, folders, read), ...exempted.findings] };
}

/** There are no policies where some were asked for: silence would look like a clean verdict. */
export function noPolicies(): Finding {
  return {
    severity: 'unjudged',
    rule: 'no-policies',
    message: 'there is no policy here',
    location: { file: 'policies' },
    allowed: 'a folder for each policy, with policy.yaml or rule.ts',
    next: 'add one: docs/guide/policies.md says how',
  };
}

/**
 * What was read as policies, as a cluster gets it: in folders laid out as those of `policies/` (`policy.yaml` with
 * `cases.yaml` or `exemptions.yaml` beside it) policies carry their exemptions, and cases, exemptions and samples are
 * left out, as is what stands beside a fleet rule, or in a folder of cases that has no policy, which is told. Everything
 * else is as it was.
 *
 * @param workingDirectory what the paths of files start from
 */
export function withExemptions(
  { manifests, findings }: ReadManifests,
  workingDirectory: string,
): PolicyManifests {
  const folders = new Set(
    manifests
      .filter(({ file }) => basename(file) === 'policy.yaml')
      .map(({ file }) => dirname(file))
      .filter((folder) =>
        besidePolicy.some((name) => existsSync(join(resolve(workingDirectory, folder), name))),
      ),
  );
  const collections = new Set([...folders].map((folder) => dirname(folder)));
  const isBeside = (file: string): boolean =>
    isFleetRule(resolve(workingDirectory, dirname(file))) ||
    (folders.has(dirname(file))
      ? basename(file) !== 'policy.yaml'
      : collections.has(dirname(file)) && ['objects.yaml', 'surroundings.yaml'].includes(basename(file)));
  const read = new Map(
    [...folders].map((folder) => {
      const root = isAbsolute(folder) ? '/' : workingDirectory;
      return [folder, readExemptions(root, folder)] as const;
    }),
  );
  const strays = new Set(
    findings
      .flatMap(({ location }) => location?.file ?? [])
      .filter(isBesidePolicy)
      .map((file) => dirname(file)),
  );
  const unread = missingPolicies(workingDirectory, strays, { manifests, findings });
  const isLeftOut = (file: string): boolean =>
    isBeside(file) || (strays.has(dirname(file)) && basename(file) !== 'policy.yaml');
  return {
    manifests: manifests
      .filter(({ file }) => !isLeftOut(file))
      .map((manifest) => exempting(manifest, read.get(dirname(manifest.file))?.exemptions ?? [])),
    findings: [
      ...findings.filter(({ location }) => location === undefined || !isLeftOut(location.file)),
      ...unread,
      ...[...read.values()].flatMap((exempted) => exempted.findings),
    ],
    exemptions: [...read.values()].flatMap(({ exemptions }) => exemptions),
  };
}
