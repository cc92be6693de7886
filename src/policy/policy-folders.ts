import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { ReadManifests } from '../manifest/read.ts';
import { exempting, readExemptions } from './exemptions/exemptions.ts';

/**
 * What was read as policies, as a cluster gets it: in folders laid out as those of `policies/` (`policy.yaml` with
 * `cases.yaml` beside it) policies carry their exemptions, and cases, exemptions and samples are left out. Everything
 * else is as it was.
 *
 * @param workingDirectory what the paths of files start from
 */
export function withExemptions(
  { manifests, findings }: ReadManifests,
  workingDirectory: string,
): ReadManifests {
  const folders = new Set(
    manifests
      .filter(({ file }) => basename(file) === 'policy.yaml')
      .map(({ file }) => dirname(file))
      .filter((folder) => existsSync(join(resolve(workingDirectory, folder), 'cases.yaml'))),
  );
  const collections = new Set([...folders].map((folder) => dirname(folder)));
  const isBeside = (file: string): boolean =>
    folders.has(dirname(file))
      ? basename(file) !== 'policy.yaml'
      : collections.has(dirname(file)) && ['objects.yaml', 'surroundings.yaml'].includes(basename(file));
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
  };
}
