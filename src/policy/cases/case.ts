/**
 * Requests that a policy must allow or deny, written beside it, and whoever is to judge them.
 *
 *     case.ts     the contract: cases, requests, judges
 *     read.ts     policies/ to suites, with positions
 *     change.ts   a base object and what differs from it
 *     run.ts      a suite against a judge
 *     mutants.ts  policies with one token changed, which cases should notice
 *     object-mutants.ts, reads.ts   objects with one field changed that a policy reads
 *     compare.ts  two judges over them
 *     offline.ts  the offline engine as a judge; ../api-server/ has the other one
 */
import type { KubernetesObject } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Location } from '../../report/finding.ts';
import type { Operation } from '../policies.ts';

/** Who asks where a case does not say: one who may do anything. */
export const administrator = 'plumbline:administrator';

/** What an API server is asked. */
export interface CaseRequest {
  /** The only policy that is to judge it. */
  readonly policy: string;
  readonly operation: Operation;
  /** As it would be stored; of a DELETE, what is stored. */
  readonly object: KubernetesObject;
  /** As it is stored; for an UPDATE only. */
  readonly oldObject?: KubernetesObject;
  /** Default: an administrator. */
  readonly user?: string;
  readonly groups: readonly string[];
  readonly dryRun: boolean;
}

export interface PolicyCase {
  readonly name: string;
  readonly location: Location;
  readonly request: CaseRequest;
  /** Messages of all validations that fail, in any order; empty if the request is allowed. */
  readonly denied: readonly string[];
}

/** One folder of `policies/`. */
export interface Suite {
  readonly policy: string;
  /** Policy, binding and parameters, exemptions included. */
  readonly manifests: readonly LoadedManifest[];
  readonly cases: readonly PolicyCase[];
}

/** An engine: the messages with which the policy denies a request. It may throw where it cannot tell. */
export type Judge = (request: CaseRequest) => Promise<readonly string[]>;
