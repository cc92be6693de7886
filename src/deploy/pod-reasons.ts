import { oneLine } from '../cluster/one-line.ts';
import type { KubernetesObject } from '../manifest/object.ts';

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: { readonly reason?: string; readonly exitCode?: number; readonly message?: string };
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface PodStatus {
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly message?: string;
  }[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly containerStatuses?: readonly ContainerStatus[];
}

/** Reasons that pass by themselves while a pod starts. */
const starting = new Set(['ContainerCreating', 'PodInitializing']);

/**
 * Why pods are not Ready, in the words of the scheduler and the kubelet (`status` of core/v1 Pod): each reason once, the
 * commonest first, e.g. `3 of 4 pods: 0/6 nodes are available: 6 Insufficient cpu`. Empty if all are Ready.
 */
export function podReasons(pods: readonly KubernetesObject[]): string[] {
  const reasons = pods.flatMap((pod) => reasonOf((pod['status'] ?? {}) as PodStatus) ?? []);
  return [...Map.groupBy(reasons, (reason) => reason)]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .map(([reason, { length }]) => `${length} of ${pods.length} pods: ${reason}`);
}

function reasonOf(status: PodStatus): string | undefined {
  const isReady = status.conditions?.some(
    (condition) => condition.type === 'Ready' && condition.status === 'True',
  );
  if (isReady === true || status.phase === 'Succeeded') return undefined;
  const unscheduled = status.conditions?.find(
    ({ type, status: is }) => type === 'PodScheduled' && is === 'False',
  );
  if (unscheduled) return oneLine(unscheduled.message) || 'not scheduled';
  for (const container of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
    const reason = containerReason(container);
    if (reason !== undefined) return `container ${container.name}: ${reason}`;
  }
  if (status.phase === 'Failed')
    return [status.reason, oneLine(status.message)].filter(Boolean).join(': ') || 'failed';
  return status.phase === 'Running' ? 'runs, and is not Ready: see its readiness probe' : 'starting';
}

function containerReason({ state = {}, lastState = {} }: ContainerStatus): string | undefined {
  const { waiting } = state;
  const ended = state.terminated ?? lastState.terminated;
  const failed = ended !== undefined && ended.exitCode !== 0 ? exitOf(ended) : '';
  if (waiting?.reason !== undefined && !starting.has(waiting.reason)) {
    return [waiting.reason, oneLine(waiting.message), failed].filter((part) => part !== '').join(': ');
  }
  return state.terminated !== undefined && failed !== '' ? failed : undefined;
}

function exitOf({ reason = 'ended', exitCode, message }: NonNullable<ContainerState['terminated']>): string {
  const said = oneLine(message);
  return `${reason} with exit code ${exitCode ?? 'unknown'}${said === '' ? '' : `: ${said}`}`;
}

/** core/v1 Event: those of a series have `eventTime` alone. */
interface Event extends KubernetesObject {
  readonly type?: string;
  readonly message?: string;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

/** Why a workload has no pods at all: a quota or a policy that refuses them, as its controller reports it. */
export function creationFailure(workload: KubernetesObject, events: readonly Event[]): string | undefined {
  const { conditions } = (workload['status'] ?? {}) as PodStatus;
  const failure = conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  if (failure) return oneLine(failure.message);
  const { kind, metadata } = workload;
  const latest = events
    .filter(
      ({ type, involvedObject: about }) =>
        type === 'Warning' && about?.kind === kind && about.name === metadata.name,
    )
    .toSorted((a, b) => (lastSeen(a) < lastSeen(b) ? 1 : -1))[0];
  return latest && oneLine(latest.message);
}

/** RFC 3339 in UTC, which sorts as text. */
function lastSeen({ lastTimestamp, eventTime }: Event): string {
  return lastTimestamp ?? eventTime ?? '';
}
