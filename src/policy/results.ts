import type { ObjectIdentity } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import { type Failure, nothing, type UndecidedPart } from './judgement.ts';
import type { Binding, Operation, Policy, ValidationAction } from './policies.ts';

/**
 * - `denied`: the request is refused;
 * - `warned`, `audited`: it goes through, with a warning or a note in the audit log;
 * - `allowed`: the policy has nothing against it;
 * - `skipped`: policy and binding apply, but a match condition leaves the request out, or there is no parameter;
 * - `undecided`: that cannot be told here.
 */
export type Verdict = 'allowed' | 'audited' | 'denied' | 'skipped' | 'undecided' | 'warned';

/** What one policy, by one binding and with one parameter, makes of one request. */
export interface PolicyResult {
  readonly manifest: LoadedManifest;
  readonly identity: ObjectIdentity;
  readonly operation: Operation;
  readonly policy: Policy;
  /** `undefined` where the policy as a whole cannot be asked. */
  readonly binding: Binding | undefined;
  /** `namespace/name` of the parameter; empty without one. */
  readonly param: string;
  readonly verdict: Verdict;
  /** What happens on a failure; the binding's. */
  readonly actions: readonly ValidationAction[];
  /** All of them; the API server tells one only. */
  readonly failures: readonly Failure[];
  /** Errors that `failurePolicy: Ignore` passes over. */
  readonly ignored: readonly Failure[];
  readonly undecided: readonly UndecidedPart[];
  readonly auditAnnotations: Readonly<Record<string, string>>;
  /** Why it is skipped. */
  readonly why?: string;
  /** The match condition that leaves the request out. */
  readonly skippedBy?: string;
}

/** A result without anything against the request, to be completed. */
export function allowed(
  base: Pick<PolicyResult, 'manifest' | 'identity' | 'operation' | 'policy' | 'binding'> & {
    readonly param?: string;
  },
): PolicyResult {
  const { manifest, identity, operation, policy, binding, param = '' } = base;
  return {
    manifest,
    identity,
    operation,
    policy,
    binding,
    param,
    verdict: 'allowed',
    actions: binding?.validationActions ?? [],
    failures: nothing.failures,
    ignored: nothing.ignored,
    undecided: nothing.undecided,
    auditAnnotations: nothing.auditAnnotations,
  };
}

/** What becomes of a request that a validation fails, by the binding's actions. */
export function verdictOf({ actions }: Pick<PolicyResult, 'actions'>): Verdict {
  if (actions.includes('Deny')) return 'denied';
  return actions.includes('Warn') ? 'warned' : 'audited';
}

export interface PolicyReport {
  /** In the order of objects, policies, bindings and parameters. Without those whose rules do not select the object. */
  readonly results: readonly PolicyResult[];
  /** About policies and manifests themselves. */
  readonly findings: readonly Finding[];
  /** What no API server can read: nothing is said of it, and findings tell why. */
  readonly unreadable: readonly LoadedManifest[];
  readonly objectCount: number;
  readonly policyCount: number;
}
