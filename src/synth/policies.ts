import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Fleet } from '../fleet/fleet.ts';
import { foldersIn } from '../fleet/folders.ts';
import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { readManifestPaths } from '../manifest/read-paths.ts';
import { emptyFolder, type PolicyManifests, withExemptions } from '../policy/policy-folders.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';

/** Every policy of a repository with its bindings and parameters, exemptions among its match conditions. */
export async function readPolicyObjects(root: string): Promise<PolicyManifests> {
  const folders = foldersIn(join(root, 'policies')).map((policy) => `policies/${policy}`);
  const empty = folders.flatMap((folder) => emptyFolder(root, folder) ?? []);
  const files = folders
    .map((folder) => `${folder}/policy.yaml`)
    .filter((file) => existsSync(join(root, file)));
  if (files.length === 0) return { manifests: [], findings: empty, exemptions: [] };
  const read = withExemptions(await readManifestPaths(files, root), root);
  return { ...read, findings: [...empty, ...read.findings] };
}

/** Policies that environments let do something else than deny, and that are not there. */
export function checkValidationActions(
  fleet: Pick<Fleet, 'environments'>,
  policies: readonly LoadedManifest[],
): Finding[] {
  const names = policies
    .filter(({ object }) => object.kind === 'ValidatingAdmissionPolicy')
    .flatMap(({ object }) => object.metadata.name ?? []);
  return fleet.environments.flatMap(({ data, locate }) =>
    Object.keys(data.validationActions ?? {})
      .filter((name) => !names.includes(name))
      .map(
        (name): Finding => ({
          severity: 'unjudged',
          rule: 'unknown-policy',
          message: `\`validationActions.${name}\`: there is no policy ${name}`,
          location: locate(['validationActions', name], 'key'),
          next: suggest(name, names, 'remove it, or name a folder of policies/'),
        }),
      ),
  );
}

/** Policies as clusters of an environment get them: its bindings do what the environment says, not what they would. */
export function policiesOf(
  { data }: Pick<Environment, 'data'>,
  policies: readonly LoadedManifest[],
): KubernetesObject[] {
  return policies.map(({ object }) => {
    const { kind, spec } = object;
    if (kind !== 'ValidatingAdmissionPolicyBinding' || !isRecord(spec)) return object;
    const validationActions = data.validationActions?.[String(spec['policyName'])];
    return validationActions === undefined ? object : { ...object, spec: { ...spec, validationActions } };
  });
}
