import type { Toleration, TopologySpreadConstraint } from '../../kubernetes/1.34/types/v1.ts';
import { CAPACITY_TYPE, GPU_RESOURCE, POOL } from '../conventions.ts';
import type { Labels } from '../labels.ts';

/** Kind of node that a workload may run on: `spot` nodes are cheaper and may be taken back at two minutes' notice. */
export type Capacity = 'on-demand' | 'spot';

/**
 * What happens when a zone has no room: `preferred` places the pod in another zone, `required` leaves it pending, for
 * workloads to which an uneven spread is worse than a missing pod.
 */
export type ZoneSpread = 'preferred' | 'required';

/** https://karpenter.sh/docs/reference/instance-types/ */
const GPU_MODEL_LABEL = 'karpenter.k8s.aws/instance-gpu-name';

export interface PlacementProps {
  readonly capacity: Capacity;
  readonly zoneSpread: ZoneSpread;
  readonly selector: Labels;
  /** Label that tells a workload's revisions apart, so that a new one is spread by itself. Default: none. */
  readonly revisionLabel?: string | undefined;
  /** Pool of nodes that is reserved for the workload. Default: those open to all. */
  readonly pool?: string | undefined;
  readonly gpus?: number | undefined;
  /** Model of GPU as Karpenter labels nodes with it, e.g. `l4`. Default: any. */
  readonly gpuModel?: string | undefined;
}

/** The parts of a pod's spec that decide on which node it runs. */
export function placement(props: PlacementProps) {
  return {
    ...nodeSelector(props),
    affinity: { nodeAffinity: nodeAffinity(props.capacity) },
    ...tolerations(props),
    topologySpreadConstraints: [zoneSpread(props), spread('kubernetes.io/hostname', 'ScheduleAnyway', props)],
  };
}

/**
 * A zone counts only once it has a node that suits, and nodes come when pods need them. So `required` also names the
 * least number of zones, or all pods would be placed on the first node of the first zone. Two, not all: when a zone is
 * lost, the others must still take pods.
 */
function zoneSpread(props: PlacementProps) {
  const zone = 'topology.kubernetes.io/zone';
  if (props.zoneSpread === 'preferred') return spread(zone, 'ScheduleAnyway', props);
  return { ...spread(zone, 'DoNotSchedule', props), minDomains: 2 };
}

function nodeSelector({ pool, gpuModel }: PlacementProps) {
  if (pool === undefined && gpuModel === undefined) return {};
  return {
    nodeSelector: {
      ...(pool !== undefined && { [POOL]: pool }),
      ...(gpuModel !== undefined && { [GPU_MODEL_LABEL]: gpuModel }),
    },
  };
}

/** Spot is a preference only: work that no spot node takes in costs more, but is done. */
function nodeAffinity(capacity: Capacity) {
  const term = { matchExpressions: [{ key: CAPACITY_TYPE, operator: 'In' as const, values: [capacity] }] };
  return capacity === 'spot'
    ? { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: term }] }
    : { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };
}

function tolerations({ capacity, pool, gpus }: PlacementProps) {
  const tolerated = [
    ...(capacity === 'spot' ? [tolerating(CAPACITY_TYPE, 'spot')] : []),
    ...(pool === undefined ? [] : [tolerating(POOL, pool)]),
    ...(gpus ? [tolerating(GPU_RESOURCE)] : []),
  ];
  return tolerated.length > 0 ? { tolerations: tolerated } : {};
}

/** A taint with this value, or with any where none is given. */
function tolerating(key: string, value?: string): Toleration {
  return value === undefined
    ? { key, operator: 'Exists', effect: 'NoSchedule' }
    : { key, operator: 'Equal', value, effect: 'NoSchedule' };
}

function spread(
  topologyKey: string,
  whenUnsatisfiable: TopologySpreadConstraint['whenUnsatisfiable'],
  { selector, revisionLabel }: PlacementProps,
) {
  return {
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { ...selector } },
    ...(revisionLabel !== undefined && { matchLabelKeys: [revisionLabel] }),
  };
}
