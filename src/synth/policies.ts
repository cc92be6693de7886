import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Environment, Fleet } from '../fleet/fleet.ts';
import { foldersIn } from '../fleet/folders.ts';
import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { readManifestsIn } from '../manifest/read-paths.ts';
import { expressionProblems } from '../policy/expression-problems.ts';
import { isFleetRule } from '../policy/fleet-rules/load.ts';
import { ofPolicyFolders, type PolicyManifests } from '../policy/policy-folders.ts';
import { policyFinding } from '../policy/problem.ts';
import { readPolicies } from '../policy/read.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import type { Validator } from '../schema/validator.ts';

/** Every policy of a repository with its bindings and parameters, exemptions among its match conditions. */
export async function readPolicyObjects(root: string): Promise<PolicyManifests> {
  const folders = policyFolders(root);
  const files = folders
    .map((folder) => `${folder}/policy.yaml`)
    .filter((file) => existsSync(join(root, file)));
  return ofPolicyFolders(await readManifestsIn(root, files), root, folders);
}

/** The names of a repository's fleet rules. */
export function fleetRulesOf(root: string): string[] {
  return policyFolders(root)
    .filter((folder) => isFleetRule(join(root, folder)))
    .map((folder) => basename(folder));
}

function policyFolders(root: string): string[] {
  return foldersIn(join(root, 'policies')).map((policy) => `policies/${policy}`);
}

/**
 * Policies that environments let do something else than deny, and that are not in clusters.
 *
 * @param fleetRules names of rules that clusters know nothing of
 */
export function checkValidationActions(
  fleet: Pick<Fleet, 'environments'>,
  policies: readonly LoadedManifest[],
  fleetRules: readonly string[],
): Finding[] {
  const names = policies
    .filter(({ object }) => object.kind === 'ValidatingAdmissionPolicy')
    .flatMap(({ object }) => object.metadata.name ?? []);
  return fleet.environments.flatMap(({ data, locate }) =>
    Object.keys(data.validationActions ?? {})
      .filter((name) => !names.includes(name))
      .map((name): Finding => {
        const isRule = fleetRules.includes(name);
        return {
          severity: 'unjudged',
          rule: 'unknown-policy',
          message: isRule
            ? `\`validationActions.${name}\`: ${name} is a fleet rule, which no cluster enforces`
            : `\`validationActions.${name}\`: there is no policy ${name}`,
          location: locate(['validationActions', name], 'key'),
          next: isRule
            ? 'remove it: plumb policy check judges by fleet rules'
            : suggest(name, names, 'remove it, or name a folder of policies/ with policy.yaml'),
        };
      }),
  );
}

/** What is wrong with policies, and the API server would refuse or pass over, where they are written. */
export function policyFindings(manifests: readonly LoadedManifest[], validator: Validator): Finding[] {
  const { policies, findings } = readPolicies(manifests, validator);
  const inExpressions = policies.flatMap((policy) =>
    expressionProblems(policy).map((problem) => policyFinding('unjudged', problem, policy.manifest)),
  );
  return [...findings, ...inExpressions];
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
