import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const pool = (template: string, rest = ''): string =>
  object('karpenter.sh/v1', 'NodePool', `spec: {${rest} template: {spec: {${template}}}}`);
const nodes = (spec: string): string => object('karpenter.k8s.aws/v1', 'EC2NodeClass', `spec: {${spec}}`);
const subnets = (...ids: string[]): string =>
  nodes(`subnetSelectorTerms: [${ids.map((id) => `{id: ${id}}`).join(', ')}]`);
const requirement = (values: string): string =>
  pool(`requirements: [{key: topology.kubernetes.io/zone, operator: In, values: [${values}]}]`);

test.each<[string, string, string, string[]]>([
  [
    'that live shorter',
    pool('expireAfter: 720h'),
    pool('expireAfter: 24h'),
    ['template.spec.expireAfter changes'],
  ],
  [
    'of another class, with a taint',
    pool('nodeClassRef: {name: a}'),
    pool('nodeClassRef: {name: b}, startupTaints: [{key: wait, effect: NoSchedule}]'),
    ['template.spec.nodeClassRef, template.spec.startupTaints change'],
  ],
  [
    'with larger disks',
    nodes('blockDeviceMappings: [{ebs: {volumeSize: 20Gi}}]'),
    nodes('blockDeviceMappings: [{ebs: {volumeSize: 40Gi}}]'),
    ['blockDeviceMappings changes'],
  ],
  ['of a pool that counts for more', pool('', 'weight: 1,'), pool('', 'weight: 2,'), []],
  ['of a pool that may use one more zone', requirement('a'), requirement('a, b'), []],
  [
    'with a newer image',
    nodes('amiSelectorTerms: [{alias: al2023@v1}]'),
    nodes('amiSelectorTerms: [{alias: al2023@v2}]'),
    [],
  ],
  [
    'of the same class of another region',
    nodes('role: node-eu-central-1'),
    nodes('role: node-us-west-2'),
    [],
  ],
  [
    'of the same groups of another region',
    nodes('securityGroupSelectorTerms: [{tags: {name: node-eu-central-1}}]'),
    nodes('securityGroupSelectorTerms: [{tags: {name: node-us-west-2}}]'),
    [],
  ],
  ['in one more subnet', subnets('s-1'), subnets('s-1', 's-2'), []],
])('nodes %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(
    expected.map(
      (text) =>
        `warning recreation: its nodes are replaced by new ones, as many at once as budgets let: ${text}`,
    ),
  ),
);

test('nodes in a subnet that is no longer chosen from', () =>
  expect(told(subnets('s-1', 's-2'), subnets('s-1'))).toEqual([
    'warning recreation: those of its nodes that it would not make any more are replaced: subnetSelectorTerms changes',
  ]));
