import { type Row, rows } from './rows.ts';

const ports = [{ port: 80 }];
const asked = { healthCheckNodePort: 30_100, ports };
const at = (ip: string) => [{ addresses: [{ ip }], ports }];
const main = { name: 'main', image: 'registry.example/web' };
const two = (one: object, other: object, ...init: readonly object[]) => ({
  hostNetwork: true,
  containers: [
    { ...main, ports: [one] },
    { ...main, name: 'other', ports: [other] },
  ],
  initContainers: init.map((port, index) => ({ ...main, name: `init-${index}`, ports: [port] })),
});

/** Changes to where packets go: as in `validated.cases.ts`. */
export const addresses: readonly Row[] = [
  ...rows('Service', 'spec', {
    accepted: [
      { ...asked, type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
      { healthCheckNodePort: 0, ports },
    ],
    refused: [
      asked,
      { ...asked, type: 'LoadBalancer' },
      { ...asked, type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' },
      { ...asked, type: 'NodePort', externalTrafficPolicy: 'Local' },
    ],
  }),
  ...rows('Endpoints', 'subsets', {
    accepted: [at('10.0.0.1'), at('2001:db8::1'), at('128.0.0.1')],
    refused: [
      at('127.0.0.1'),
      at('::1'),
      at('0.0.0.0'),
      at('169.254.1.1'),
      at('224.0.0.1'),
      at('web'),
      at(''),
    ],
  }),
  ...rows('Endpoints', 'subsets.0.notReadyAddresses', {
    accepted: [[{ ip: '10.0.0.2' }]],
    refused: [[{ ip: '127.0.0.2' }]],
  }),
  ...rows('Pod', 'spec', {
    accepted: [
      two({ containerPort: 80 }, { containerPort: 81 }),
      two({ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }),
      two({ containerPort: 80 }, { containerPort: 80, hostIP: '10.0.0.1' }),
      two({ containerPort: 80 }, { containerPort: 81 }, { containerPort: 80 }, { containerPort: 80 }),
      { ...two({ containerPort: 80 }, { containerPort: 80 }), hostNetwork: false },
    ],
    refused: [
      two({ containerPort: 80 }, { containerPort: 80 }),
      two({ containerPort: 80, hostPort: 80 }, { containerPort: 80 }),
      two({ containerPort: 80, hostPort: 0 }, { containerPort: 80, hostPort: 80 }),
      two({ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80 }),
    ],
  }),
  // A template has the ports of the node only once there is a pod.
  ...rows('Deployment', 'spec.template.spec', {
    accepted: [two({ containerPort: 80 }, { containerPort: 80 })],
  }),
];
