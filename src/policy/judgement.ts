import type { Path } from '../manifest/path.ts';

/** One thing that makes a policy deny a request. */
export interface Failure {
  /** `denied`: an expression said no; `error`: it failed; `configuration`: it could not be asked. */
  readonly kind: 'configuration' | 'denied' | 'error';
  /** Where in the policy, e.g. `spec.validations[0]`; empty for the policy or binding as a whole. */
  readonly path: Path;
  /** As the API server words it. `undefined` where that is not certain. */
  readonly message: string | undefined;
  /** `Invalid` unless the policy says otherwise. */
  readonly reason: string;
  /** Of the response. */
  readonly code: number;
}

/** A part of a policy that could not be decided here. */
export interface UndecidedPart {
  readonly path: Path;
  readonly reason: string;
}

/** What a policy with one parameter says of one request, before a binding makes an action of it. */
export interface Judgement {
  /** The match condition that leaves the request out. */
  readonly skippedBy?: string;
  readonly failures: readonly Failure[];
  /** Failures that deny whatever the binding's actions are. */
  readonly unconditional: readonly Failure[];
  /** Errors that `failurePolicy: Ignore` passes over. */
  readonly ignored: readonly Failure[];
  readonly undecided: readonly UndecidedPart[];
  readonly auditAnnotations: Readonly<Record<string, string>>;
}

/** A request that the policy has nothing against: one value for the hundreds of thousands that there may be. */
export const nothing: Judgement = {
  failures: [],
  unconditional: [],
  ignored: [],
  undecided: [],
  auditAnnotations: {},
};

const codes: Readonly<Record<string, number>> = {
  Forbidden: 403,
  RequestEntityTooLarge: 413,
};

export function failure(
  kind: Failure['kind'],
  path: Path,
  message: string | undefined,
  reason = 'Invalid',
): Failure {
  return { kind, path, message, reason, code: codes[reason] ?? 422 };
}
