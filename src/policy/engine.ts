/**
 * Offline admission: what ValidatingAdmissionPolicies of Kubernetes 1.34 say of manifests.
 *
 *     engine.ts        requests → results; the entry
 *     read.ts          manifests → policies and bindings    valid-*.ts   what the API server would refuse
 *     parse.ts, policies.ts   their shape                   compile.ts   their expressions
 *     request.ts, subject.ts    a manifest → what is asked of the API server, and what expressions see of it
 *     match.ts, namespaces.ts   does a policy apply?        params.ts    with which parameters?
 *     activation.ts    what expressions read                judge.ts, judgement.ts   what they say
 *     type-check.ts    what the API server's type checker says of them
 *     results.ts, report.ts     for programs and people
 *
 * Nothing is guessed: what depends on something that no manifest tells is `undecided`, with the reason. Assumed is that
 * nothing else changes the objects: no mutating webhook or policy, no LimitRange.
 */
import { isDeepStrictEqual } from 'node:util';
import { ObjectReader } from '../kubernetes/defaults/read.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Caller } from './activation.ts';
import type { Certain } from './certainty.ts';
import type { CompiledPolicy } from './compile.ts';
import { type Inputs, judge } from './judge.ts';
import { type Failure, failure, type Judgement, nothing } from './judgement.ts';
import { Matcher } from './match.ts';
import { Namespaces } from './namespaces.ts';
import { Params } from './params.ts';
import type { Binding, Operation } from './policies.ts';
import { requestFor } from './request.ts';
import { type PolicyResult, verdictOf } from './results.ts';
import { Subject } from './subject.ts';

export interface EngineInput {
  readonly policies: readonly CompiledPolicy[];
  readonly bindings: readonly Binding[];
  /** Objects that bindings can refer to. */
  readonly params: readonly KubernetesObject[];
  /** Namespaces of the cluster, among other objects. */
  readonly namespaces: readonly KubernetesObject[];
  readonly facts: ApiFacts;
}

/** One request. */
export interface Asked {
  readonly manifest: LoadedManifest;
  readonly operation: Operation;
  /** The object before an UPDATE. */
  readonly old?: KubernetesObject | undefined;
  /** Default: known only when the request is made. */
  readonly caller?: Caller | undefined;
}

interface BoundPolicy {
  readonly compiled: CompiledPolicy;
  readonly bindings: readonly Binding[];
}

/** Policies, ready for any number of requests. */
export class PolicyEngine {
  readonly #bound: readonly BoundPolicy[];
  readonly #facts: ApiFacts;
  readonly #reader: ObjectReader;
  readonly #matcher: Matcher;
  readonly #namespaces: Namespaces;
  readonly #params: Params;

  constructor({ policies, bindings, params, namespaces, facts }: EngineInput) {
    const byPolicy = Map.groupBy(bindings, ({ policyName }) => policyName);
    this.#bound = policies
      .map((compiled) => ({ compiled, bindings: byPolicy.get(compiled.policy.name) ?? [] }))
      .filter((bound) => bound.bindings.length > 0);
    this.#facts = facts;
    this.#reader = new ObjectReader(facts);
    this.#namespaces = new Namespaces(namespaces);
    this.#matcher = new Matcher(facts, this.#namespaces);
    this.#params = new Params(params, facts, this.#reader);
  }

  /** What every policy that applies says of one request. */
  ask(asked: Asked): PolicyResult[] {
    const request = requestFor(asked.manifest, asked.operation, asked.old, this.#facts);
    const subject = new Subject(request, asked.caller, this.#reader, this.#namespaces);
    const results: PolicyResult[] = [];
    for (const bound of this.#bound)
      for (const result of this.#askPolicy(bound, subject)) results.push(result);
    return results;
  }

  #askPolicy({ compiled, bindings }: BoundPolicy, subject: Subject): PolicyResult[] {
    const { policy } = compiled;
    const { isMatch, matchedAs } = this.#matcher.match(subject.request, policy.matchConstraints);
    if ('value' in isMatch && !isMatch.value) return [];
    const problem = this.#paramKindProblem(compiled);
    if (problem !== undefined) {
      const base = subject.result(compiled, undefined);
      if ('undecided' in problem) return [undecidedResult(base, problem.undecided)];
      return 'undecided' in isMatch
        ? [undecidedResult(base, isMatch.undecided)]
        : [configured(base, compiled, `failed to configure policy: ${problem.value}`)];
    }
    const judgements = new Map<string, Judgement>();
    const ask = (binding: Binding): PolicyResult[] => {
      const bound = binding.matchResources
        ? this.#matcher.match(subject.request, binding.matchResources).isMatch
        : ({ value: true } as const);
      if ('value' in bound && !bound.value) return [];
      const base = (param = '') => subject.result(compiled, binding, param);
      const open = [isMatch, bound].find((answer) => 'undecided' in answer);
      if (open !== undefined && 'undecided' in open) return [undecidedResult(base(), open.undecided)];
      const found = this.#params.find(policy.paramKind, binding, subject.request.namespace);
      if ('configurationError' in found)
        return [configured(base(), compiled, `failed to configure binding: ${found.configurationError}`)];
      if (found.params.length === 0)
        return [{ ...base(), verdict: 'skipped', why: 'there is no such parameter' }];
      return found.params.map(({ name, value }) => {
        let judgement = judgements.get(name);
        if (judgement === undefined) {
          judgement = judgeSubject(compiled, subject, (each) => each.inputs(matchedAs, value));
          judgements.set(name, judgement);
        }
        return judged(base(name), judgement);
      });
    };
    const [only] = bindings;
    return only !== undefined && bindings.length === 1 ? ask(only) : bindings.flatMap(ask);
  }

  /** Wording for a kind of parameters that no API server of this version has. */
  #paramKindProblem({ policy }: CompiledPolicy): Certain<string> | undefined {
    const { paramKind } = policy;
    if (paramKind === undefined) return undefined;
    const { apiVersion, kind } = paramKind;
    if (this.#facts.find(apiVersion, kind) !== undefined) return undefined;
    const [version = '', group = ''] = apiVersion.split('/').toReversed();
    if (group.includes('.') && !group.endsWith('.k8s.io'))
      return {
        undecided: `whether the cluster has ${apiVersion} ${kind} is not known (give its CustomResourceDefinition)`,
      };
    return { value: `failed to find resource referenced by paramKind: '${group}/${version}, Kind=${kind}'` };
  }
}

/** What cannot be told of the request may be the same in all ways in which it may come to the policy. */
function judgeSubject(
  compiled: CompiledPolicy,
  subject: Subject,
  inputsOf: (subject: Subject) => Inputs,
): Judgement {
  const judgement = judge(compiled, inputsOf(subject));
  if (judgement.undecided.length === 0) return judgement;
  const [first, ...others] = subject.alternatives().map((each) => judge(compiled, inputsOf(each)));
  const isCertain =
    first !== undefined &&
    first.undecided.length === 0 &&
    others.every((other) => isDeepStrictEqual(other, first));
  return isCertain ? first : judgement;
}

function judged(base: PolicyResult, judgement: Judgement): PolicyResult {
  if (judgement === nothing) return base;
  const { skippedBy, unconditional, ignored, undecided, auditAnnotations } = judgement;
  if (skippedBy !== undefined)
    return { ...base, verdict: 'skipped', why: `the match condition ${skippedBy} is false`, skippedBy };
  const failures: Failure[] = [...judgement.failures, ...unconditional];
  const failed =
    unconditional.length > 0 ? 'denied' : judgement.failures.length > 0 ? verdictOf(base) : undefined;
  // A denial is one whatever else may be said; anything less could still become one.
  const isOpen = undecided.some(({ path }) => path.at(-1) !== 'messageExpression');
  const verdict = failed === 'denied' || !isOpen ? (failed ?? 'allowed') : 'undecided';
  return { ...base, verdict, failures, ignored, undecided, auditAnnotations };
}

/** A policy or binding that cannot be used denies whatever the binding's actions are. */
function configured(base: PolicyResult, { policy }: CompiledPolicy, message: string): PolicyResult {
  const failed = failure('configuration', [], message);
  if (policy.failurePolicy === 'Ignore') return { ...base, ignored: [failed] };
  return { ...base, verdict: 'denied', failures: [failed] };
}

function undecidedResult(base: PolicyResult, reason: string): PolicyResult {
  return { ...base, verdict: 'undecided', undecided: [{ path: [], reason }] };
}
