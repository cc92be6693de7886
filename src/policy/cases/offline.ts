import type { ApiFacts } from '../../kubernetes/facts.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { InputError } from '../../report/errors.ts';
import type { Validator } from '../../schema/validator.ts';
import type { Caller } from '../activation.ts';
import { compilePolicy } from '../compile.ts';
import { PolicyEngine } from '../engine.ts';
import { policyFinding } from '../problem.ts';
import { readPolicies } from '../read.ts';
import type { PolicyResult } from '../results.ts';
import { administrator, type CaseRequest, type Judge, type Suite } from './case.ts';

/** The offline engine does not know what the API server would say. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}

/**
 * The offline engine's answer to cases.
 *
 * @param surroundings what is in the cluster before
 * @param isWhole a denial is undecided too while it is open which other messages there are. Default: false
 * @throws InputError if a policy cannot be used. What is only worth a look in one is not told
 */
export function createOfflineJudge(
  suites: readonly Suite[],
  surroundings: readonly KubernetesObject[],
  facts: ApiFacts,
  validator: Validator,
  { isWhole = false } = {},
): Judge {
  const engines = new Map(
    suites.map((suite) => [suite.policy, engineOf(suite, surroundings, facts, validator)]),
  );
  return async (request) => {
    const results = engines.get(request.policy)?.ask({
      manifest: { object: request.object, file: '', locate: () => ({ file: '' }) },
      operation: request.operation,
      old: request.oldObject,
      caller: callerOf(request),
    });
    return (results ?? []).flatMap((result) => messagesOf(result, isWhole));
  };
}

function engineOf(
  { manifests }: Suite,
  surroundings: readonly KubernetesObject[],
  facts: ApiFacts,
  validator: Validator,
): PolicyEngine {
  const { policies, bindings, others, findings } = readPolicies(manifests, validator);
  const found = [...findings];
  const compiled = policies.flatMap((policy) => {
    const result = compilePolicy(policy);
    found.push(...result.problems.map((problem) => policyFinding('unjudged', problem, policy.manifest)));
    return result.compiled ?? [];
  });
  const unusable = found.filter(({ severity }) => severity !== 'warning');
  if (unusable.length > 0) throw new InputError(unusable);
  return new PolicyEngine({
    policies: compiled,
    bindings,
    params: others.map(({ object }) => object),
    namespaces: surroundings,
    facts,
  });
}

function callerOf({ user, groups, dryRun }: CaseRequest): Caller {
  return { username: user ?? administrator, groups: ['system:masters', ...groups], dryRun };
}

function messagesOf({ verdict, failures, undecided, policy }: PolicyResult, isWhole: boolean): string[] {
  const isOpen = isWhole ? undecided.length > 0 : verdict === 'undecided';
  if (isOpen || failures.some(({ message }) => message === undefined))
    throw new UndecidedError(
      `${policy.name} is undecided: ${undecided.map(({ reason }) => reason).join(', ')}`,
    );
  return failures.flatMap(({ message }) => message ?? []);
}
