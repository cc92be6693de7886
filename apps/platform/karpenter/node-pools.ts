import { conventions, type kinds } from '#plumb';

export interface NodePoolShape {
  readonly name: string;
  readonly capacity: 'on-demand' | 'spot';
  /** Letters of EC2 instance families, e.g. `m` for general purpose. */
  readonly categories: readonly string[];
  /** Most CPUs and memory that it may ever have: what a runaway scaler can cost is known beforehand. */
  readonly limits: { readonly cpu: string; readonly memory: string };
  /** Tried in this order, highest first. */
  readonly weight: number;
  /** Share of its nodes that may be replaced at a time. */
  readonly disruptedNodes: string;
  readonly taints?: readonly {
    readonly key: string;
    readonly value?: string;
    readonly effect: 'NoSchedule';
  }[];
  readonly requirements?: readonly {
    readonly key: string;
    readonly operator: 'In';
    readonly values: readonly string[];
  }[];
}

const GENERAL = ['c', 'm', 'r'];

/** What a region's cluster can be made of; the GPU pool only where the region has such instances. */
export function nodePoolShapes(features: readonly string[]): NodePoolShape[] {
  const gpuFamilies = features
    .filter((feature) => feature.startsWith('gpu-'))
    .map((feature) => feature.slice('gpu-'.length));
  return [
    {
      name: 'general',
      capacity: 'on-demand',
      categories: GENERAL,
      limits: { cpu: '512', memory: '2Ti' },
      weight: 10,
      disruptedNodes: '10%',
    },
    {
      name: 'spot',
      capacity: 'spot',
      categories: GENERAL,
      limits: { cpu: '1024', memory: '4Ti' },
      weight: 20,
      disruptedNodes: '25%',
      taints: [{ key: conventions.CAPACITY_TYPE, value: 'spot', effect: 'NoSchedule' }],
    },
    {
      // Nodes of its own, so that what handles incidents does not share one with what causes them.
      name: 'incident',
      capacity: 'on-demand',
      categories: GENERAL,
      limits: { cpu: '32', memory: '128Gi' },
      weight: 5,
      disruptedNodes: '1',
      taints: [{ key: conventions.POOL, value: 'incident', effect: 'NoSchedule' }],
    },
    ...(gpuFamilies.length === 0
      ? []
      : [
          {
            name: 'gpu',
            capacity: 'on-demand' as const,
            categories: ['g'],
            limits: { cpu: '192', memory: '768Gi' },
            weight: 10,
            disruptedNodes: '1',
            taints: [{ key: conventions.GPU_RESOURCE, effect: 'NoSchedule' as const }],
            requirements: [
              { key: 'karpenter.k8s.aws/instance-family', operator: 'In' as const, values: gpuFamilies },
            ],
          },
        ]),
  ];
}

/** The NodePool of a shape, over the given zones. */
export function nodePool(shape: NodePoolShape, zones: readonly string[], nodeClass: string): kinds.NodePool {
  const { name, capacity, categories, limits, weight, disruptedNodes, taints, requirements = [] } = shape;
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      weight,
      limits,
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '5m',
        budgets: [{ nodes: disruptedNodes }],
      },
      template: {
        metadata: { labels: { [conventions.POOL]: name } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: nodeClass },
          ...(taints && { taints }),
          requirements: [
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            { key: conventions.CAPACITY_TYPE, operator: 'In', values: [capacity] },
            { key: 'topology.kubernetes.io/zone', operator: 'In', values: zones },
            { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: categories },
            { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['4'] },
            ...requirements,
          ],
          // Nodes are replaced at least every two weeks, so that none misses a fix of its image for longer.
          expireAfter: '336h',
          terminationGracePeriod: '1h',
        },
      },
    },
  };
}
