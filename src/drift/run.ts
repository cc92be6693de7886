import type { Change } from '../diff/change.ts';
import type { ObjectIdentity } from '../manifest/object.ts';
import type { Location } from '../report/finding.ts';
import type { Mark } from './drift.ts';
import type { Cause } from './judge.ts';
import type { Owner } from './ownership.ts';

/**
 * What one run of `plumb drift` found: `result` of its JSON output. Runs over other clusters are merged by joining their
 * targets. Times are RFC 3339 in UTC, as the caller's clock told them. No value of a Secret is in it.
 */
export interface DriftRun {
  readonly version: 1;
  /** Ordered by name. */
  readonly targets: readonly DriftTarget[];
}

/**
 * - `judged`: the cluster answered. Single kinds may still be among `unjudged`;
 * - `unreachable`: it did not, or no longer did while it was asked: what could be judged by then is told;
 * - `forbidden`: it does not know the user, or lets it see nothing at all;
 * - `unreadable`: nothing was asked, because what git gives it, or the kubeconfig, cannot be read.
 */
export type TargetState = 'judged' | 'unreachable' | 'forbidden' | 'unreadable';

/** One cluster, and all that git gives it: the hub's has `hub` and `global` too. */
export interface DriftTarget {
  /** `<environment>/<region>`: its name. */
  readonly target: string;
  readonly environment: string;
  readonly region: string;
  /** Of the kubeconfig. */
  readonly context: string;
  readonly state: TargetState;
  /** The only app that was asked for; it says nothing of the others. Default: all */
  readonly app?: string;
  /** Why, unless it was judged. */
  readonly reason?: string;
  /** The commit that was compared, if it was one; with changes that are not committed, the commit below them. */
  readonly revision?: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly counts: DriftCounts;
  /** All that is not clean, ordered by identity. */
  readonly objects: readonly ObjectDrift[];
  readonly unjudged: readonly UnjudgedPart[];
  /** Absent where only one app was asked for, or the cluster did not answer. */
  readonly coverage?: Coverage;
}

export interface DriftCounts {
  readonly clean: number;
  readonly drifted: number;
  readonly missing: number;
  readonly orphaned: number;
  readonly stale: number;
}

export interface ObjectDrift extends ObjectIdentity {
  readonly result: Exclude<keyof DriftCounts, 'clean'>;
  /** Argo CD's Application, of orphans that which applied it; empty if it is not known. */
  readonly application: string;
  /** In git. None of what is orphaned. */
  readonly location?: Location;
  /** Of what is drifted or stale. */
  readonly fields: readonly FieldDrift[];
  readonly mark?: Mark;
  /** Of what is stale: what Argo CD has still to do. */
  readonly pending?: 'create' | 'update' | 'delete';
  /** Of what is missing: the kind is not there at all, with its CustomResourceDefinition. */
  readonly isKindAbsent?: true;
  /** Of what is missing: namespaces that have one of this kind and name which git does not have there. */
  readonly elsewhere?: readonly string[];
  /** Of what is orphaned: the object that it is a copy of. */
  readonly copyOf?: ObjectIdentity;
  /** Writes of this object by others than Argo CD, oldest first, as far as an audit log holds them. */
  readonly requests?: readonly AuditedRequest[];
}

/** As `Change`, with paths as text. */
export interface FieldDrift extends Omit<Change, 'path' | 'basePath'> {
  readonly path: string;
  readonly basePath: string;
  readonly cause: Cause;
  readonly owners: readonly FieldOwner[];
  /** Git says nothing of what is changed or gone: `before` is a default, or what a dry run made of it. */
  readonly isUnmentioned?: true;
  /** In git; of what git does not mention, that of the object. */
  readonly location?: Location;
}

export interface FieldOwner extends Owner {
  /** Who ran the manager, as far as an audit log tells. */
  readonly user?: string;
}

/** One write, as the API server's audit log has it. */
export interface AuditedRequest {
  readonly user: string;
  /** e.g. `patch`. */
  readonly verb: string;
  /** e.g. `scale`. */
  readonly subresource?: string;
  readonly time: string;
  readonly userAgent?: string;
}

/** Something that was asked for and not judged, or not wholly: an object, or all of a kind if it has no name. */
export interface UnjudgedPart extends ObjectIdentity {
  /**
   * `no-ownership`: nothing tells whose extra fields are. `other-version`: it is there in another API version.
   * `forbidden`: the account may not read it. `unanswered`: the server did not answer, or not wholly. `refused`: it would
   * not take what git says. `unreadable`: it is an Application of which git cannot be read wholly, or an object that is
   * there more than once and not alike.
   */
  readonly reason: 'no-ownership' | 'other-version' | 'forbidden' | 'unanswered' | 'refused' | 'unreadable';
  readonly message: string;
  /** How many objects of git it concerns. */
  readonly objects: number;
}

/** How much of what is in the namespaces of git's objects git declares. */
export interface Coverage {
  /** Live objects that git has. */
  readonly declared: number;
  /** Those that Argo CD renders from charts which git names: declared, but nobody has seen what they should be. */
  readonly charts: number;
  /** All, without what controllers make of others, and what every cluster has by itself. */
  readonly live: number;
  /** `group/Kind` each: kinds that the account may not list, so that nothing is known of them. */
  readonly unseenKinds: readonly string[];
}

/** The results of whole objects, worst first. */
export const results = ['drifted', 'missing', 'orphaned', 'stale', 'clean'] as const;

export const noCounts: DriftCounts = { clean: 0, drifted: 0, missing: 0, orphaned: 0, stale: 0 };
