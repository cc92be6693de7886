import { formatIdentity, identityOf, isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { formatLocation } from '../report/content.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import type { Validator } from '../schema/validator.ts';
import { parseBinding, parsePolicy } from './parse.ts';
import type { Binding, Policy } from './policies.ts';
import { type PolicyProblem, policyFinding } from './problem.ts';
import { bindingProblems } from './valid-binding.ts';
import { policyProblems } from './valid-policy.ts';

export interface ReadPolicies {
  readonly policies: readonly Policy[];
  /** Bindings of these policies; others are findings. */
  readonly bindings: readonly Binding[];
  /** What is neither: parameters and definitions of their kinds. */
  readonly others: readonly LoadedManifest[];
  readonly findings: readonly Finding[];
}

const group = 'admissionregistration.k8s.io';
const served = `${group}/v1`;

/**
 * Takes policies and bindings from among manifests. One that the API server would refuse is a finding (`unjudged`, for
 * nothing is judged by it) and hides none of the others.
 */
export function readPolicies(manifests: readonly LoadedManifest[], validator: Validator): ReadPolicies {
  const policies = new Map<string, Policy>();
  const bindings = new Map<string, Binding>();
  const refused = new Set<string>();
  const boundByRefused = new Set<unknown>();
  const others: LoadedManifest[] = [];
  const findings: Finding[] = [];
  for (const manifest of manifests) {
    const kind = policyKind(manifest.object);
    if (kind === undefined) {
      others.push(manifest);
      continue;
    }
    if (kind.startsWith('Mutating')) {
      if (kind === 'MutatingAdmissionPolicy') findings.push(notEvaluated(manifest));
      continue;
    }
    const current = asServed(manifest, findings);
    const isPolicy = kind === 'ValidatingAdmissionPolicy';
    const found = problemsOf(current, isPolicy ? policyProblems : bindingProblems, validator);
    findings.push(...found);
    const name = current.object.metadata.name ?? '';
    if (found.some(({ severity }) => severity !== 'warning')) {
      if (isPolicy) refused.add(name);
      else boundByRefused.add(policyNameOf(current.object));
      continue;
    }
    const known: Map<string, { readonly manifest: LoadedManifest }> = isPolicy ? policies : bindings;
    const earlier = known.get(name);
    if (earlier !== undefined) findings.push(duplicate(current, earlier.manifest));
    else if (isPolicy) policies.set(name, parsePolicy(current));
    else bindings.set(name, parseBinding(current));
  }
  const bound = [...bindings.values()].filter(({ policyName }) => policies.has(policyName));
  findings.push(
    ...[...bindings.values()]
      .filter(({ policyName }) => !policies.has(policyName) && !refused.has(policyName))
      .map((binding) => bindingOfNothing(binding, [...policies.keys()])),
    ...[...policies.values()]
      .filter(({ name }) => !boundByRefused.has(name) && !bound.some(({ policyName }) => policyName === name))
      .map(unbound),
  );
  return { policies: [...policies.values()], bindings: bound, others, findings };
}

/** Of a binding, whatever else is wrong with it. */
function policyNameOf({ spec }: KubernetesObject): unknown {
  return isRecord(spec) ? spec['policyName'] : undefined;
}

function policyKind({ apiVersion, kind }: KubernetesObject): string | undefined {
  if (!apiVersion.startsWith(`${group}/`)) return undefined;
  return /^(Mutating|Validating)AdmissionPolicy(Binding)?$/.test(kind) ? kind : undefined;
}

/** Earlier versions had the same fields; other people's policies still use them. */
function asServed(manifest: LoadedManifest, findings: Finding[]): LoadedManifest {
  const { apiVersion, kind } = manifest.object;
  if (apiVersion === served) return manifest;
  findings.push(
    policyFinding(
      'warning',
      {
        rule: 'unserved-policy-version',
        path: ['apiVersion'],
        message: `Kubernetes no longer serves ${apiVersion} ${kind}; judged as ${served}`,
        next: `write apiVersion: ${served}, the fields are the same`,
      },
      manifest,
    ),
  );
  return { ...manifest, object: { ...manifest.object, apiVersion: served } };
}

function problemsOf(
  manifest: LoadedManifest,
  check: (object: KubernetesObject) => readonly PolicyProblem[],
  validator: Validator,
): Finding[] {
  const bySchema = validator
    .validate(manifest.object)
    .problems.map((problem) =>
      policyFinding(
        problem.severity === 'warning' ? 'warning' : 'unjudged',
        problem,
        manifest,
        problem.rule === 'unknown-field' ? 'key' : 'value',
      ),
    );
  const byHand = check(manifest.object).map((problem) => policyFinding('unjudged', problem, manifest));
  const known = new Set(bySchema.map(({ message }) => pathIn(message)));
  return [...bySchema, ...byHand.filter(({ message }) => !known.has(pathIn(message)))];
}

/** One complaint about a field is enough. */
function pathIn(message: string): string {
  return message.split(': ', 1)[0] ?? '';
}

function notEvaluated(manifest: LoadedManifest): Finding {
  return policyFinding(
    'unjudged',
    {
      rule: 'mutating-policy',
      path: [],
      message: 'a MutatingAdmissionPolicy is not evaluated: what it changes is not seen by the policies here',
      next: 'leave it out of --policies, and judge the objects as it leaves them',
    },
    manifest,
  );
}

function duplicate(manifest: LoadedManifest, earlier: LoadedManifest): Finding {
  return policyFinding(
    'unjudged',
    {
      rule: 'duplicate-policy',
      path: ['metadata', 'name'],
      message: `${formatIdentity(identityOf(manifest.object))} is also in ${formatLocation(earlier.locate(['metadata', 'name']))}`,
      next: 'remove or rename one of the two; the first one was used',
    },
    manifest,
  );
}

function bindingOfNothing({ manifest, policyName }: Binding, names: readonly string[]): Finding {
  return policyFinding(
    'warning',
    {
      rule: 'binding-without-policy',
      path: ['spec', 'policyName'],
      message: `there is no ValidatingAdmissionPolicy ${policyName}, so the binding has no effect`,
      next: suggest(policyName, names, 'add the policy, or remove the binding'),
    },
    manifest,
  );
}

function unbound({ manifest, name }: Policy): Finding {
  return policyFinding(
    'warning',
    {
      rule: 'policy-without-binding',
      path: ['metadata', 'name'],
      message: `no ValidatingAdmissionPolicyBinding names ${name}, so the policy has no effect`,
      next: `add a binding with policyName: ${name}`,
    },
    manifest,
  );
}
