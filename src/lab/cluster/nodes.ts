import type { KubernetesObject } from '../../manifest/object.ts';
import type { LabCluster } from '../state.ts';

/** A kind of node; labels and taints are those that dist's NodePools and NVIDIA's device plugin set. */
interface NodeClass {
  readonly name: string;
  readonly perZone: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Readonly<Record<string, string>>[];
  readonly resources: Readonly<Record<string, string>>;
}

const general = { cpu: '32', memory: '128Gi', 'ephemeral-storage': '200Gi', pods: '110' };

const classes: readonly NodeClass[] = [
  {
    name: 'on-demand',
    perZone: 2,
    labels: { 'karpenter.sh/capacity-type': 'on-demand' },
    taints: [],
    resources: general,
  },
  {
    name: 'spot',
    perZone: 1,
    labels: { 'karpenter.sh/capacity-type': 'spot' },
    taints: [{ key: 'karpenter.sh/capacity-type', value: 'spot', effect: 'NoSchedule' }],
    resources: general,
  },
  {
    name: 'incident',
    perZone: 1,
    labels: { 'karpenter.sh/capacity-type': 'on-demand', 'plumbline.dev/pool': 'incident' },
    taints: [{ key: 'plumbline.dev/pool', value: 'incident', effect: 'NoSchedule' }],
    resources: general,
  },
  {
    name: 'gpu',
    perZone: 1,
    labels: {
      'karpenter.sh/capacity-type': 'on-demand',
      'karpenter.k8s.aws/instance-gpu-name': 'l4',
    },
    taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }],
    resources: { ...general, 'nvidia.com/gpu': '4' },
  },
];

/**
 * The nodes of a cluster: in each of its region's zones two on demand, one spot, one of the pool for incidents, one with
 * GPUs.
 */
export function nodesOf({ region, zones }: Pick<LabCluster, 'region' | 'zones'>): KubernetesObject[] {
  const placed = zones.flatMap((zone) =>
    classes.flatMap((nodeClass) =>
      Array.from({ length: nodeClass.perZone }, (_, index) => ({ zone, nodeClass, number: index + 1 })),
    ),
  );
  return placed.map(({ zone, nodeClass, number }, index) => {
    const name = `${zone}-${nodeClass.name}-${number}`;
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/region': region,
          'topology.kubernetes.io/zone': zone,
          ...nodeClass.labels,
        },
      },
      spec: { taints: nodeClass.taints },
      status: {
        addresses: [
          { type: 'InternalIP', address: `10.0.0.${index + 1}` },
          { type: 'Hostname', address: name },
        ],
        allocatable: nodeClass.resources,
        capacity: nodeClass.resources,
      },
    };
  });
}
