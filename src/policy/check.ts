import type { ApiFacts } from '../kubernetes/facts.ts';
import { formatIdentity, identityOf, type KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import type { Validator } from '../schema/validator.ts';
import type { Caller } from './activation.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';
import { PolicyEngine } from './engine.ts';
import type { Operation } from './policies.ts';
import { policyFinding } from './problem.ts';
import { readPolicies } from './read.ts';
import type { PolicyReport } from './results.ts';

export interface PolicyCheckInput {
  /** Policies and bindings, with their parameters and CustomResourceDefinitions if they like. */
  readonly policies: readonly LoadedManifest[];
  /** What is judged. */
  readonly manifests: readonly LoadedManifest[];
  readonly operation: Operation;
  /** The manifests as they were before an UPDATE. */
  readonly old: readonly LoadedManifest[];
  /** Namespaces of the cluster, besides those among the manifests. */
  readonly namespaces: readonly LoadedManifest[];
  /** Parameters, besides those among the policies and the manifests. */
  readonly params: readonly LoadedManifest[];
  /** Who asks. Default: known only when the request is made. */
  readonly caller?: Caller | undefined;
  readonly facts: ApiFacts;
  readonly validator: Validator;
}

/** What policies say of manifests, each as the request that would bring it to a cluster. */
export function checkPolicies(input: PolicyCheckInput): PolicyReport {
  const read = readPolicies(input.policies, input.validator);
  const findings: Finding[] = [...read.findings];
  const policies = read.policies.flatMap((policy): CompiledPolicy[] => {
    const { compiled, problems } = compilePolicy(policy);
    for (const problem of problems) findings.push(policyFinding('unjudged', problem, policy.manifest));
    return compiled === undefined ? [] : [compiled];
  });
  const given = [...input.params, ...input.manifests, ...input.namespaces];
  const facts = input.facts.extendedWith([...given, ...read.others].map(({ object }) => object));
  const engine = new PolicyEngine({
    policies,
    bindings: read.bindings,
    params: uniqueObjects([...given, ...read.others]),
    namespaces: uniqueObjects([...input.namespaces, ...input.manifests]),
    facts,
  });
  const old = new Map(input.old.map(({ object }) => [keyOf(object), object]));
  const { manifests, operation, caller } = input;
  const results = manifests.flatMap((manifest) => {
    const before = old.get(keyOf(manifest.object));
    if (operation !== 'UPDATE' || before !== undefined)
      return engine.ask({ manifest, operation, old: before, caller });
    findings.push(withoutOld(manifest));
    return [];
  });
  return { results, findings, objectCount: manifests.length, policyCount: policies.length };
}

/** Of two manifests of one object, the first. */
function uniqueObjects(manifests: readonly LoadedManifest[]): KubernetesObject[] {
  const byKey = new Map<string, KubernetesObject>();
  for (const { object } of manifests) {
    const key = keyOf(object);
    if (!byKey.has(key)) byKey.set(key, object);
  }
  return [...byKey.values()];
}

/** Two versions of an object, whichever of its APIs they are written for. */
function keyOf(object: KubernetesObject): string {
  return formatIdentity(identityOf(object));
}

function withoutOld(manifest: LoadedManifest): Finding {
  return {
    severity: 'unjudged',
    rule: 'no-old-object',
    message: 'the object is in no manifest of --old, so what is updated is not known',
    location: manifest.locate([]),
    subject: keyOf(manifest.object),
    next: 'add it to --old, or judge it with --operation CREATE',
  };
}
