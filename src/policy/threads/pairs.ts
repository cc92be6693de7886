import { identityOf } from '../../manifest/object.ts';
import type { PreparedPolicies } from '../check.ts';
import type { Asked } from '../engine.ts';
import type { Binding } from '../policies.ts';
import { allowed, type PolicyResult } from '../results.ts';
import type { PlainResult, TaskAnswers } from './message.ts';

/** Pairs of a policy and a binding that results are about, numbered as they are met. */
export class Pairs {
  readonly known: (readonly [policy: number, binding: number])[] = [];
  readonly #prepared: PreparedPolicies;
  readonly #numbers = new Map<unknown, Map<Binding | undefined, number>>();

  constructor(prepared: PreparedPolicies) {
    this.#prepared = prepared;
  }

  /** A result as it can be sent. */
  plain({ policy, binding, ...result }: PolicyResult): PlainResult {
    const pair = this.#number(policy, binding);
    if (result.verdict === 'allowed' && isBare(result)) return pair;
    const { param, verdict, failures, ignored, undecided, auditAnnotations, why, skippedBy } = result;
    return {
      pair,
      param,
      verdict,
      failures,
      ignored,
      undecided,
      auditAnnotations,
      ...(why !== undefined && { why }),
      ...(skippedBy !== undefined && { skippedBy }),
    };
  }

  #number(policy: PolicyResult['policy'], binding: Binding | undefined): number {
    let ofPolicy = this.#numbers.get(policy);
    if (ofPolicy === undefined)
      this.#numbers.set(policy, (ofPolicy = new Map<Binding | undefined, number>()));
    let number = ofPolicy.get(binding);
    if (number === undefined) {
      const { compiled, bindings } = this.#prepared;
      const place = compiled.findIndex((each) => each.policy === policy);
      number = this.known.push([place, binding === undefined ? -1 : bindings.indexOf(binding)]) - 1;
      ofPolicy.set(binding, number);
    }
    return number;
  }
}

/** Nothing but the verdict. */
function isBare(result: Omit<PolicyResult, 'binding' | 'policy'>): boolean {
  const { param, ignored, undecided, auditAnnotations, why } = result;
  const lists = [ignored, undecided, Object.keys(auditAnnotations)];
  return param === '' && why === undefined && lists.every(({ length }) => length === 0);
}

/** Results of other threads, as they would have been here. */
export function restored(
  { pairs }: TaskAnswers,
  { compiled, bindings }: PreparedPolicies,
): (asked: Asked, result: PlainResult) => PolicyResult {
  const known = pairs.map(([policy, binding]) => {
    const found = compiled[policy];
    if (found === undefined) throw new RangeError(`no policy ${policy}`);
    return { policy: found.policy, binding: bindings[binding] };
  });
  return ({ manifest, operation }, result) => {
    const { pair, ...details } = typeof result === 'number' ? { pair: result } : result;
    const by = known[pair];
    if (by === undefined) throw new RangeError(`no pair ${pair}`);
    return { ...allowed({ manifest, identity: identityOf(manifest.object), operation, ...by }), ...details };
  };
}
