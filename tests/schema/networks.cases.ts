import type { Row } from './workloads.cases.ts';

/** Of Services and what else says who reaches whom: rules that look at several fields at once. */

const port = { port: 80 };
const ports = [port];
const balanced = { type: 'LoadBalancer', ports };

const services: readonly Row[] = [
  ['Service', 'spec', { selector: { app: 'web' } }, false],
  ['Service', 'spec.ports', [], false],
  ['Service', 'spec.ports', null, false],
  ['Service', 'spec', { clusterIP: 'None' }, true],
  ['Service', 'spec', { type: 'NodePort' }, false],
  ['Service', 'spec', { type: '', ports }, true],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'db.example.com' }, true],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'db.example.com.' }, true],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'db.example.com', clusterIP: '' }, true],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'DB.example.com' }, false],
  ['Service', 'spec', { type: 'ExternalName', externalName: '' }, false],
  ['Service', 'spec', { type: 'ExternalName' }, false],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'a.b', clusterIP: 'None' }, false],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'a.b', ipFamilies: ['IPv4'] }, false],
  ['Service', 'spec', { type: 'ExternalName', externalName: 'a.b', ipFamilyPolicy: 'SingleStack' }, false],
  ['Service', 'spec.clusterIP', 'abc', false],
  ['Service', 'spec.clusterIP', '', true],
  ['Service', 'spec.clusterIP', null, true],
  ['Service', 'spec.clusterIP', 'None', true],
  ['Service', 'spec.externalIPs', ['example.com'], false],
  ['Service', 'spec.externalIPs', ['192.0.2.1'], true],
  ['Service', 'spec.ports', [{ port: 80, nodePort: 30_080 }], false],
  ['Service', 'spec.ports', [{ port: 80, nodePort: 0 }], true],
  ['Service', 'spec', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }, true],
  ['Service', 'spec', { type: 'NodePort', clusterIP: 'None', ports }, false],
  ['Service', 'spec', { type: 'LoadBalancer', clusterIP: 'None', ports }, false],
  ['Service', 'spec', { ...balanced, loadBalancerSourceRanges: ['10.0.0.0/8', ' 10.1.0.0/16 '] }, true],
  ['Service', 'spec', { ...balanced, loadBalancerSourceRanges: ['10.0.0.0'] }, false],
  ['Service', 'spec', { ...balanced, loadBalancerSourceRanges: ['10.0.0.0/33'] }, false],
  ['Service', 'spec.loadBalancerSourceRanges', ['10.0.0.0/8'], false],
  ['Service', 'spec.loadBalancerSourceRanges', [], true],
  ['Service', 'spec.loadBalancerClass', 'example.com/one', false],
  ['Service', 'spec', { ...balanced, loadBalancerClass: 'example.com/one' }, true],
  ['Service', 'spec.allocateLoadBalancerNodePorts', false, false],
  ['Service', 'spec', { ...balanced, allocateLoadBalancerNodePorts: false }, true],
  ['Service', 'spec.externalTrafficPolicy', 'Local', false],
  ['Service', 'spec.externalTrafficPolicy', 'Cluster', false],
  ['Service', 'spec.externalTrafficPolicy', '', true],
  ['Service', 'spec', { ports, externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Local' }, true],
  ['Service', 'spec', { ...balanced, externalTrafficPolicy: 'Local' }, true],
  ['Service', 'spec.ipFamilies', ['IPv4', 'IPv4'], false],
  ['Service', 'spec.ipFamilies', ['IPv4'], true],
  [
    'Service',
    'spec.ports',
    [
      { name: 'a', port: 80 },
      { name: 'b', port: 80 },
    ],
    false,
  ],
  [
    'Service',
    'spec',
    {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80, nodePort: 30_080 },
        { name: 'b', port: 81, nodePort: 30_080 },
      ],
    },
    false,
  ],
  [
    'Service',
    'spec.ports',
    [
      { name: 'a', port: 80 },
      { name: 'b', port: 80, protocol: 'UDP' },
    ],
    true,
  ],
];

export const networks: readonly Row[] = [...services];
