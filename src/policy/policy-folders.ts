import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { ReadManifests } from '../manifest/read.ts';
import { type Exemption, exempting, readExemptions } from './exemptions/exemptions.ts';
import { isFleetRule } from './fleet-rules/load.ts';

export interface PolicyManifests extends ReadManifests {
  /** In the order of their folders. */
  readonly exemptions: readonly Exemption[];
}

/**
 * What was read as policies, as a cluster gets it: in folders laid out as those of `policies/` (`policy.yaml` with
 * `cases.yaml` or `exemptions.yaml` beside it) policies carry their exemptions, and cases, exemptions and samples are
 * left out, as is what stands beside a fleet rule. Everything else is as it was.
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
        ['cases.yaml', 'exemptions.yaml'].some((name) =>
          existsSync(join(resolve(workingDirectory, folder), name)),
        ),
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
  return {
    manifests: manifests
      .filter(({ file }) => !isBeside(file))
      .map((manifest) => exempting(manifest, read.get(dirname(manifest.file))?.exemptions ?? [])),
    findings: [
      ...findings.filter(({ location }) => location === undefined || !isBeside(location.file)),
      ...[...read.values()].flatMap((exempted) => exempted.findings),
    ],
    exemptions: [...read.values()].flatMap(({ exemptions }) => exemptions),
  };
}
