import type { ApiFacts } from '../kubernetes/facts.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import type { Validator } from '../schema/validator.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';
import { type Asked, PolicyEngine } from './engine.ts';
import { policyFinding } from './problem.ts';
import { type ReadPolicies, readPolicies } from './read.ts';
import { keyOf } from './requests.ts';
import type { PolicyReport } from './results.ts';

/** What one API server is asked. */
export interface ClusterRequests {
  readonly requests: readonly Asked[];
  /** Among others, the Namespaces, parameters and CustomResourceDefinitions that are there. Of two of one object, the first counts. */
  readonly present: readonly LoadedManifest[];
}

export interface PolicyCheckInput {
  /** Policies and bindings, with their parameters and CustomResourceDefinitions if they like. Each cluster has them all. */
  readonly policies: readonly LoadedManifest[];
  readonly clusters: readonly ClusterRequests[];
  readonly facts: ApiFacts;
  readonly validator: Validator;
}

/** What policies say of requests. */
export function checkPolicies({ policies, clusters, facts, validator }: PolicyCheckInput): PolicyReport {
  const read = readPolicies(policies, validator);
  const findings: Finding[] = [...read.findings];
  const compiled = read.policies.flatMap((policy): CompiledPolicy[] => {
    const result = compilePolicy(policy);
    for (const problem of result.problems) findings.push(policyFinding('unjudged', problem, policy.manifest));
    return result.compiled === undefined ? [] : [result.compiled];
  });
  const results = clusters.flatMap(({ requests, present }) => {
    const engine = engineFor(compiled, read, present, facts);
    return requests.flatMap((asked) => engine.ask(asked));
  });
  const objectCount = clusters.reduce((sum, { requests }) => sum + requests.length, 0);
  return { results, findings, objectCount, policyCount: compiled.length };
}

function engineFor(
  policies: readonly CompiledPolicy[],
  { bindings, others }: ReadPolicies,
  present: readonly LoadedManifest[],
  facts: ApiFacts,
): PolicyEngine {
  const objects = uniqueObjects([...present, ...others]);
  return new PolicyEngine({
    policies,
    bindings,
    params: objects,
    namespaces: uniqueObjects(present),
    facts: facts.extendedWith(objects),
  });
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
