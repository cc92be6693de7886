import type { Path } from '../../manifest/path.ts';
import type { ObjectStore } from '../controllers/object-store.ts';

/**
 * What is changed only where it is asked for, as it works in a lab too, but takes long: shorter pauses of canaries; pods
 * that become Ready at once, whatever their app declares.
 */
export const requestedRules = ['fast-canaries', 'instant-pods'] as const;
export type RequestedRule = (typeof requestedRules)[number];

/** What the cluster that an object goes to has. */
export interface OverlayContext {
  /** Of the lab's git repository. */
  readonly repositoryUrl: string;
  /** Of the cluster's Prometheus, if it has one. */
  readonly prometheusUrl?: string | undefined;
  /** Where backups go, if Velero runs. */
  readonly objectStore?: Pick<ObjectStore, 'url' | 'authority'> | undefined;
  readonly requested?: readonly RequestedRule[] | undefined;
}

/** One thing that is otherwise in a lab, wherever it occurs. */
export interface Rule {
  readonly name: string;
  /** Why what dist has cannot work in a lab. */
  readonly reason: string;
  /** `Kind.group` each, as in `product.yaml`, or `argocd.params`. */
  readonly kinds: readonly string[];
  /** The fields that it may change; `*` stands for each entry of a list. */
  readonly paths: readonly Path[];
  /** Applies only where this is asked for. */
  readonly when?: RequestedRule;
  /** Does not apply where this is asked for. */
  readonly unless?: RequestedRule;
  /**
   * @param before `undefined` if the field is not there
   * @returns what the lab has there: `before` itself if that works, `undefined` for no such field
   */
  change(before: unknown, target: RuleTarget): unknown;
}

export interface RuleTarget {
  /** The object as dist has it. */
  readonly root: object;
  readonly context: OverlayContext;
}
