import type { KubernetesObject } from '../manifest/object.ts';

/**
 * The parts of Argo CD's objects that judging reads; field names and values are those of its API
 * (pkg/apis/application/v1alpha1/types.go, v3.5). Any of it may be absent.
 */
export interface Application extends KubernetesObject {
  readonly spec?: {
    readonly project?: string;
    readonly destination?: { readonly name?: string };
    readonly source?: GitSource;
    readonly sources?: readonly GitSource[];
  };
  readonly status?: ApplicationStatus;
}

interface GitSource {
  readonly repoURL?: string;
  readonly targetRevision?: string;
}

interface ApplicationStatus {
  /** When it was last compared with git. */
  readonly reconciledAt?: string;
  readonly sync?: {
    readonly status?: string;
    readonly revision?: string;
    readonly revisions?: readonly string[];
  };
  readonly health?: { readonly status?: string; readonly lastTransitionTime?: string };
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly operationState?: Operation;
  /** With their health only where `controller.resource.health.persist` is set, as dist does. */
  readonly resources?: readonly ResourceStatus[];
}

export interface Operation {
  /** Stays `Running` between the attempts of an operation that is tried again. */
  readonly phase?: string;
  readonly message?: string;
  readonly retryCount?: number;
  readonly syncResult?: { readonly resources?: readonly SyncedResource[] };
}

export interface ResourceName {
  readonly group?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

interface ResourceStatus extends ResourceName {
  readonly status?: string;
  readonly requiresPruning?: boolean;
  readonly health?: { readonly status?: string; readonly message?: string };
}

interface SyncedResource extends ResourceName {
  readonly status?: string;
  readonly hookPhase?: string;
  readonly message?: string;
}

export interface ApplicationSet extends KubernetesObject {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message: string;
    }[];
  };
}

/** Set to ask Argo CD for a comparison with the newest commit; gone when that has been done. */
export const refreshAnnotation = 'argocd.argoproj.io/refresh';

/** The same of an ApplicationSet: to look for new clusters and folders. */
export const refreshSetAnnotation = 'argocd.argoproj.io/application-set-refresh';

export function isRefreshPending({ metadata }: Application): boolean {
  return metadata.annotations?.[refreshAnnotation] !== undefined;
}
