import type { ApiFacts } from '../kubernetes/facts.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import type { Validator } from '../schema/validator.ts';
import type { SchemaProblem } from '../schema/verdict.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';
import { type Asked, PolicyEngine } from './engine.ts';
import { policyFinding } from './problem.ts';
import { type ReadPolicies, readPolicies } from './read.ts';
import { byKey } from './requests.ts';
import type { PolicyReport, PolicyResult } from './results.ts';
import { TypeChecker } from './type-check.ts';

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
export function checkPolicies(input: PolicyCheckInput): PolicyReport {
  const prepared = preparePolicies(input.policies, input.validator);
  const answers = input.clusters.map(({ requests, present }) => {
    const judge = new ClusterJudge(prepared, present, input);
    return requests.map((asked) => judge.judge(asked));
  });
  return reportOf(input, prepared, answers);
}

/** Policies that can be asked, and what is wrong with the others. */
export interface PreparedPolicies extends ReadPolicies {
  readonly compiled: readonly CompiledPolicy[];
}

export function preparePolicies(
  manifests: readonly LoadedManifest[],
  validator: Validator,
): PreparedPolicies {
  const read = readPolicies(manifests, validator);
  const findings: Finding[] = [...read.findings];
  const compiled = read.policies.flatMap((policy): CompiledPolicy[] => {
    const result = compilePolicy(policy);
    for (const problem of result.problems) findings.push(policyFinding('unjudged', problem, policy.manifest));
    return result.compiled === undefined ? [] : [result.compiled];
  });
  return { ...read, compiled, findings };
}

/** Mistakes that the API server only notes in the status of policies. */
function typeFindings(
  { compiled, others }: PreparedPolicies,
  { clusters, facts }: PolicyCheckInput,
): Finding[] {
  const known = [...others, ...clusters.flatMap(({ present }) => present)].map(({ object }) => object);
  const checker = new TypeChecker(facts.extendedWith(known));
  return compiled.flatMap(({ policy }) =>
    checker.problemsOf(policy).map((problem) => policyFinding('warning', problem, policy.manifest)),
  );
}

/** What is said of one request. */
export type Answer =
  | { readonly results: readonly PolicyResult[] }
  /** Why the API server cannot read the object: no policy ever sees it. */
  | { readonly unreadable: readonly SchemaProblem[] };

/** Answers as one API server would. */
export class ClusterJudge {
  readonly #engine: PolicyEngine;
  readonly #validator: Validator;

  constructor(
    { compiled, bindings, others }: PreparedPolicies,
    present: readonly LoadedManifest[],
    { facts, validator }: Pick<PolicyCheckInput, 'facts' | 'validator'>,
  ) {
    const objects = uniqueObjects([...present, ...others]);
    this.#validator = validator;
    this.#engine = new PolicyEngine({
      policies: compiled,
      bindings,
      params: objects,
      namespaces: uniqueObjects(present),
      facts: facts.extendedWith(objects),
    });
  }

  judge(asked: Asked): Answer {
    const unreadable = problemsOf(asked, this.#validator);
    return unreadable.length > 0 ? { unreadable } : { results: this.#engine.ask(asked) };
  }
}

/** @param answers of each cluster, in the order of its requests */
export function reportOf(
  input: PolicyCheckInput,
  prepared: PreparedPolicies,
  answers: readonly (readonly Answer[])[],
): PolicyReport {
  const requests = input.clusters.flatMap((cluster) => cluster.requests);
  const flat = answers.flat();
  const refused = requests.flatMap(({ manifest }, index) => {
    const answer = flat[index];
    return answer !== undefined && 'unreadable' in answer ? [{ manifest, problems: answer.unreadable }] : [];
  });
  return {
    results: flat.flatMap((answer) => ('results' in answer ? answer.results : [])),
    findings: [
      ...prepared.findings,
      ...typeFindings(prepared, input),
      ...refused.flatMap(({ manifest, problems }) =>
        problems.map((problem) => policyFinding('unjudged', problem, manifest)),
      ),
    ],
    unreadable: refused.map(({ manifest }) => manifest),
    objectCount: requests.length,
    policyCount: prepared.compiled.length,
  };
}

function uniqueObjects(manifests: readonly LoadedManifest[]): KubernetesObject[] {
  return [...byKey(manifests).values()].map(({ object }) => object);
}

/** What the API server refuses before any policy sees it; DELETE brings no object. */
function problemsOf({ manifest, operation }: Asked, validator: Validator): SchemaProblem[] {
  if (operation === 'DELETE') return [];
  return validator.validate(manifest.object).problems.filter(({ rule }) => rule === 'wrong-type');
}
