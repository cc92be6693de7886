import { expect, test } from 'vitest';
import { nodesOf } from '../../../src/lab/cluster/nodes.ts';

const nodes = nodesOf({ region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'] });
const labelsOf = (index: number) => nodes[index]?.metadata.labels ?? {};

test('every zone has five nodes, each with a name and an address of its own', () => {
  expect(nodes.map(({ metadata }) => metadata.name)).toEqual([
    'eu-central-1a-on-demand-1',
    'eu-central-1a-on-demand-2',
    'eu-central-1a-spot-1',
    'eu-central-1a-incident-1',
    'eu-central-1a-gpu-1',
    'eu-central-1b-on-demand-1',
    'eu-central-1b-on-demand-2',
    'eu-central-1b-spot-1',
    'eu-central-1b-incident-1',
    'eu-central-1b-gpu-1',
  ]);
  const addresses = nodes.map((node) => JSON.stringify((node['status'] as { addresses: unknown }).addresses));
  expect(new Set(addresses).size).toBe(10);
});

test('nodes say where they are', () => {
  expect(labelsOf(5)).toMatchObject({
    'topology.kubernetes.io/region': 'eu-central-1',
    'topology.kubernetes.io/zone': 'eu-central-1b',
    'kubernetes.io/hostname': 'eu-central-1b-on-demand-1',
  });
});

test('the nodes of a special kind take only what tolerates them', () => {
  const taintsOf = (index: number) =>
    (nodes[index]?.['spec'] as { taints: { key: string }[] } | undefined)?.taints.map(({ key }) => key);
  expect([0, 2, 3, 4].map(taintsOf)).toEqual([
    [],
    ['karpenter.sh/capacity-type'],
    ['plumbline.dev/pool'],
    ['nvidia.com/gpu'],
  ]);
});
