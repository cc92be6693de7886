import { type Row, rows } from './rows.ts';

const taint = (fields: object) => ({ key: 'a', effect: 'NoSchedule', ...fields });
const tainted = (...taints: readonly object[]) => ({ taints });
const tolerates = (...tolerations: readonly object[]) => ({ tolerations });
const endpoint = (fields: object) => [{ addresses: ['10.0.0.1'], ...fields }];
const slice = (addressType: string, address: string) => ({
  addressType,
  endpoints: [{ addresses: [address] }],
  ports: [],
});
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `a${index}` }));
const parameters = (fields: object) => ({
  controller: 'example.com/ingress',
  parameters: { kind: 'A', name: 'a', ...fields },
});

export const soundMachines = {
  Node: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'web' }, spec: {} },
  'EndpointSlice of names': {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web', namespace: 'default' },
    ...slice('FQDN', 'db.example.com'),
  },
};

/** Changes to nodes, and to what leads to them: as in `validated.cases.ts`. */
export const machines: readonly Row[] = [
  ...rows('Node', 'spec', {
    accepted: [
      tainted(taint({})),
      tainted(taint({ value: '' }), taint({ effect: 'NoExecute' }), taint({ key: 'a.b/c' })),
      { podCIDR: '10.0.0.0/24' },
      { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', 'fd00::/64'] },
    ],
    refused: [
      tainted(taint({ key: 'a b' })),
      tainted(taint({ key: '' })),
      tainted(taint({ value: 'b c' })),
      tainted(taint({ effect: '' })),
      tainted(taint({ effect: 'x' })),
      tainted(taint({}), taint({ value: 'b' })),
      { podCIDR: 'x' },
      { podCIDRs: ['x'] },
      { podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] },
      { podCIDRs: ['10.0.0.0/24', 'fd00::/64', 'fd01::/64'] },
    ],
  }),
  ...rows('RuntimeClass', 'overhead', {
    accepted: [{}, { podFixed: { cpu: '10m', 'hugepages-2Mi': '2Mi' } }, { podFixed: { 'a.b/c': 1 } }],
    refused: [
      { podFixed: { foo: 1 } },
      { podFixed: { 'a.b/c': '1.5' } },
      { podFixed: { 'hugepages-2Mi': '2Mi' } },
    ],
  }),
  ...rows('RuntimeClass', 'scheduling', {
    accepted: [
      tolerates({ key: 'a', operator: 'Exists' }, { key: 'b', operator: 'Exists' }),
      tolerates({ key: 'a', value: 'b' }, { key: 'a', value: 'c' }),
    ],
    refused: [tolerates({ key: 'a', operator: 'Exists' }, { key: 'a', operator: 'Exists' })],
  }),
  ...rows('IngressClass', 'spec', {
    accepted: [parameters({ apiGroup: 'a.b' }), parameters({ scope: 'Namespace', namespace: 'a' })],
    refused: [
      parameters({ apiGroup: 'A_b' }),
      parameters({ apiGroup: '' }),
      parameters({ kind: 'a/b' }),
      parameters({ name: 'a/b' }),
      parameters({ scope: 'Namespace', namespace: 'A_b' }),
      parameters({ scope: 'Namespace', namespace: '' }),
    ],
  }),
  ...rows('EndpointSlice', 'endpoints', {
    accepted: [
      endpoint({ hints: { forZones: [{ name: 'a' }, { name: 'b' }] } }),
      endpoint({ hints: { forZones: [], forNodes: [{ name: 'a.b' }] } }),
    ],
    refused: [
      endpoint({ hints: { forZones: [{ name: 'A b' }] } }),
      endpoint({ hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }),
      endpoint({ hints: { forZones: many(9) } }),
      endpoint({ hints: { forNodes: [{ name: 'A b' }] } }),
      endpoint({ hints: { forNodes: [{ name: 'a' }, { name: 'a' }] } }),
      endpoint({ hints: { forNodes: many(9) } }),
      Array.from({ length: 1001 }, () => ({ addresses: ['10.0.0.1'] })),
    ],
  }),
  ...rows('EndpointSlice of names', 'endpoints', {
    accepted: [[{ addresses: ['a.b.'] }], [{ addresses: ['10.0.0.1'] }]],
    refused: [
      [{ addresses: ['A_b.c'] }],
      [{ addresses: ['a'] }],
      [{ addresses: ['a..b'] }],
      [{ addresses: [''] }],
    ],
  }),
  ...rows('Job', 'spec.managedBy', {
    accepted: ['kubernetes.io/job-controller', 'example.com/queue'],
    refused: ['a', 'A b/c', `a.b/${'c'.repeat(60)}`],
  }),
];
