import { oneLine } from '../../cluster/one-line.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { isFinished, isServing } from '../pods.ts';
import { keyOf, kindOf, nameOf, ofKind, replay, type Timeline } from '../timeline.ts';

/** A trouble of pods, in the words of whoever had it, of all pods of one workload together. */
export interface PodTrouble {
  readonly cluster: string;
  /** `unschedulable`: the scheduler; `refused`: whoever creates pods; `preempted`: by the scheduler, for others. */
  readonly what: 'unschedulable' | 'refused' | 'preempted' | 'not-ready';
  /** Namespace and name of what owns the pods. */
  readonly owner: string;
  readonly message: string;
  readonly pods: number;
  /** It was so when the move ended. */
  readonly lasts: boolean;
}

/** What pods met on the way. Those that are not Ready in the end are told even without a reason. */
export function podTroubles(timeline: Timeline): PodTrouble[] {
  const troubles = new Map<string, PodTrouble & { names: Set<string> }>();
  const note = (trouble: Omit<PodTrouble, 'pods'>, name: string): void => {
    const key = `${trouble.what} ${trouble.cluster} ${trouble.owner} ${trouble.message}`;
    const known = troubles.get(key);
    const names = (known?.names ?? new Set()).add(name);
    troubles.set(key, {
      ...trouble,
      lasts: trouble.lasts || (known?.lasts ?? false),
      pods: names.size,
      names,
    });
  };
  const earlier = new Set(ofKind(timeline.before, 'Event').map(keyOf));
  for (const { cluster, object } of timeline.moments) {
    if (kindOf(object) === 'Pod') {
      const found = transient(object);
      if (found) note({ cluster, owner: ownerOf(object), lasts: false, ...found }, nameOf(object));
    } else if (kindOf(object) === 'Event' && refusals.has(String(object['reason']))) {
      // An Event that only goes on is of the move before.
      if (earlier.has(keyOf({ cluster, object }))) continue;
      const about = fieldsOf(object, 'involvedObject');
      const owner = `${String(about['namespace'])}/${workloadName(about)}`;
      const message = oneLine(object['message']).replace(/pods "[^"]+"/, 'pods');
      note({ cluster, owner, lasts: false, what: 'refused', message }, keyOf({ cluster, object }));
    }
  }
  for (const { cluster, object } of replay(timeline).values()) {
    if (kindOf(object) !== 'Pod' || isServing(object) || isFinished(object)) continue;
    const found = transient(object) ?? { what: 'not-ready' as const, message: stateOf(object) };
    note({ cluster, owner: ownerOf(object), lasts: true, ...found }, nameOf(object));
  }
  return [...troubles.values()].map(({ names: _, ...trouble }) => trouble);
}

/** Reasons of Events by which controllers tell that they could not create a pod. */
const refusals = new Set(['FailedCreate', 'ReplicaSetCreateError']);

function transient(pod: KubernetesObject): Pick<PodTrouble, 'what' | 'message'> | undefined {
  for (const { value } of selectMaps(pod, 'status.conditions[]')) {
    const { type, status, reason, message } = value;
    if (type === 'PodScheduled' && status === 'False' && reason === 'Unschedulable')
      return { what: 'unschedulable', message: oneLine(message) };
    if (type === 'DisruptionTarget' && status === 'True' && reason === 'PreemptionByScheduler')
      return { what: 'preempted', message: oneLine(message) };
  }
  return undefined;
}

function stateOf(pod: KubernetesObject): string {
  if (pod.metadata['deletionTimestamp'] !== undefined) return 'is on its way out';
  const waiting = selectMaps(pod, 'status.containerStatuses[]').flatMap(
    ({ value }) => textOf(fieldsOf(value, 'state', 'waiting'), 'reason') ?? [],
  );
  return waiting[0] ?? 'runs, and is not Ready';
}

/** Namespace and name of the workload that a pod is of; its own, if it is of none. */
export function ownerOf({ kind, metadata }: KubernetesObject): string {
  const [owner] = selectMaps(metadata, 'ownerReferences[]');
  return `${metadata.namespace}/${workloadName(owner?.value ?? { kind, name: metadata.name })}`;
}

/** ReplicaSets are named by their workload and a hash of its template. */
function workloadName({ kind, name }: Readonly<Record<string, unknown>>): string {
  return kind === 'ReplicaSet' ? String(name).replace(/-[0-9a-z]{5,10}$/, '') : String(name);
}
