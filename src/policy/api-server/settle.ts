import { identityOf } from '../../manifest/object.ts';
import type { Asked } from '../engine.ts';
import type { Failure } from '../judgement.ts';
import type { Binding, Policy } from '../policies.ts';
import { allowed, type PolicyResult, verdictOf } from '../results.ts';
import { attributed } from './attribute.ts';
import type { Denial } from './denials.ts';

/** What the API server said to one request. */
export interface Heard {
  readonly denials: readonly Denial[];
  /** Whether a policy refused it that denies whatever its bindings say: others like it were then not told of. */
  readonly isRefused: boolean;
}

export interface Settling {
  readonly policies: readonly Policy[];
  readonly bindings: readonly Binding[];
  /** Whether what the server says of a policy counts: not if the policy reads what differs here from the real request. */
  readonly isAuthority: (policy: Policy) => boolean;
}

/** Offline verdicts on one request, decided by what the API server said to it. Where both agree, offline says more. */
export function settled(
  asked: Asked,
  offline: readonly PolicyResult[],
  heard: Heard,
  settling: Settling,
): PolicyResult[] {
  const of = (policy: Policy): readonly Denial[] =>
    settling.isAuthority(policy) ? heard.denials.filter((denial) => denial.policy === policy.name) : [];
  const groups = Map.groupBy(offline, ({ policy, binding }) => keyOf(policy.name, binding?.name));
  const known = [...groups.values()].flatMap((results) => {
    const [{ policy, binding } = {}] = results;
    if (policy === undefined || !settling.isAuthority(policy)) return results;
    // It could not be told which bindings apply; the server did.
    if (binding === undefined && of(policy).some((denial) => denial.binding !== '')) return [];
    const messages = of(policy)
      .filter((denial) => denial.binding === (binding?.name ?? ''))
      .map(({ message }) => message);
    return decided(results, messages, heard.isRefused);
  });
  const unknown = settling.policies.flatMap((policy) =>
    [...Map.groupBy(of(policy), ({ binding }) => binding)]
      .filter(([binding]) => !groups.has(keyOf(policy.name, binding)))
      .map(([name, denials]) => {
        const binding = settling.bindings.find((each) => each.name === name);
        return denied(
          resultOf(asked, policy, binding),
          denials.map(({ message }) => message),
        );
      }),
  );
  return [...known, ...unknown];
}

/** Results of one policy and binding differ in their parameter, of which the server says nothing. */
function decided(
  results: readonly PolicyResult[],
  messages: readonly string[],
  isRefused: boolean,
): PolicyResult[] {
  const owners = messages.map((message) => ownerOf(results, message));
  return results.map((result) => {
    const own = messages.filter((_, index) => owners[index] === result);
    if (own.length > 0) return denied(result, own);
    if (result.verdict === 'skipped' || (isRefused && isUnconditional(result))) return result;
    return { ...result, verdict: 'allowed', failures: [], undecided: [] };
  });
}

function ownerOf(results: readonly PolicyResult[], message: string): PolicyResult | undefined {
  return (
    results.find(({ failures }) => failures.some((each) => each.message === message)) ??
    results.find(({ verdict }) => verdict === 'undecided') ??
    results[0]
  );
}

function denied(result: PolicyResult, messages: readonly string[]): PolicyResult {
  const failures = messages.map(
    (message): Failure =>
      result.failures.find((each) => each.message === message) ?? attributed(result.policy, message),
  );
  const verdict =
    failures.some(isConfiguration) || result.binding === undefined ? 'denied' : verdictOf(result);
  return { ...result, verdict, failures, undecided: [] };
}

function isUnconditional({ failures }: PolicyResult): boolean {
  return failures.some((each) => isConfiguration(each) || each.path[1] === 'auditAnnotations');
}

function isConfiguration({ kind, message = '' }: Failure): boolean {
  return kind === 'configuration' || message.startsWith('failed to configure ');
}

function resultOf(
  { manifest, operation }: Asked,
  policy: Policy,
  binding: Binding | undefined,
): PolicyResult {
  return allowed({ manifest, identity: identityOf(manifest.object), operation, policy, binding });
}

function keyOf(policy: string, binding = ''): string {
  return `${policy} ${binding}`;
}
