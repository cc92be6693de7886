import type { ApiFacts } from '../kubernetes/facts.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import type { Validator } from '../schema/validator.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';
import { type Asked, PolicyEngine } from './engine.ts';
import { policyFinding } from './problem.ts';
import { type ReadPolicies, readPolicies } from './read.ts';
import { byKey } from './requests.ts';
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
    return requests.flatMap((asked) => {
      const problems = unreadable(asked, validator);
      findings.push(...problems);
      return problems.length > 0 ? [] : engine.ask(asked);
    });
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

function uniqueObjects(manifests: readonly LoadedManifest[]): KubernetesObject[] {
  return [...byKey(manifests).values()].map(({ object }) => object);
}

/** What the API server cannot read, and refuses before any policy sees it; DELETE brings no object. */
function unreadable({ manifest, operation }: Asked, validator: Validator): Finding[] {
  if (operation === 'DELETE') return [];
  const { problems } = validator.validate(manifest.object);
  return problems
    .filter(({ rule }) => rule === 'wrong-type')
    .map((problem) => policyFinding('unjudged', problem, manifest));
}
