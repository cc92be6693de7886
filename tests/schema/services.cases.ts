import { type Row, rows } from './rows.ts';

const service = (fields: object) => ({ ports: [{ port: 80 }], ...fields });
const balanced = (fields: object) => service({ type: 'LoadBalancer', ...fields });
const ranges = (text: string) => ({
  name: 'web',
  namespace: 'default',
  annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': text },
});
const nodePorts = (...ports: readonly object[]) =>
  service({ type: 'NodePort', ports: ports.map((port, index) => ({ name: `p${index}`, ...port })) });

export const soundServices = {
  'Service balanced': {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: balanced({}),
  },
};

/** Changes to addresses and ports of Services: as in `validated.cases.ts`. */
export const services: readonly Row[] = [
  ...rows('Service', 'spec', {
    accepted: [
      service({ externalIPs: ['192.0.2.1'] }),
      service({ externalIPs: ['010.0.0.1'] }),
      service({ externalIPs: ['192.0.2.1', '192.0.2.1'] }),
      service({ externalIPs: ['2001:db8::1'] }),
      service({ clusterIP: 'None', clusterIPs: ['None'] }),
      service({ clusterIPs: [] }),
      service({ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }),
      service({ type: 'ExternalName', externalName: 'a.b', externalIPs: ['192.0.2.1'] }),
      balanced({ loadBalancerClass: 'a.b/c' }),
      balanced({ loadBalancerClass: 'c' }),
      nodePorts({ port: 80, nodePort: 30080 }, { port: 80, nodePort: 30080, protocol: 'UDP' }),
    ],
    refused: [
      service({ externalIPs: ['127.0.0.1'] }),
      service({ externalIPs: ['169.254.169.254'] }),
      service({ externalIPs: ['0.0.0.0'] }),
      service({ externalIPs: ['224.0.0.1'] }),
      service({ externalIPs: ['::1'] }),
      service({ externalIPs: ['::'] }),
      service({ externalIPs: ['fe80::1'] }),
      service({ externalIPs: ['ff02::1'] }),
      service({ externalIPs: [''] }),
      service({ type: 'ExternalName', externalName: 'a.b', externalIPs: ['127.0.0.1'] }),
      service({ clusterIPs: ['10.0.0.9'] }),
      service({ clusterIP: '', clusterIPs: ['10.0.0.9'] }),
      service({ clusterIP: 'None', clusterIPs: ['10.0.0.9'] }),
      service({ clusterIP: 'None', clusterIPs: ['None', 'None'] }),
      service({ clusterIP: '10.0.0.9', clusterIPs: ['10.0.0.9', 'None'] }),
      service({ clusterIP: '10.0.0.9', clusterIPs: ['10.0.0.9', '10.0.0.8'] }),
      service({ clusterIP: '10.0.0.9', clusterIPs: ['10.0.0.9', 'x'] }),
      service({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'SingleStack' }),
      service({ internalTrafficPolicy: '' }),
      balanced({ loadBalancerClass: 'A b' }),
      balanced({ loadBalancerClass: '' }),
      nodePorts({ port: 80, nodePort: 30080 }, { port: 81, nodePort: 30080 }),
      nodePorts({ port: 80, nodePort: 30080 }, { port: 81, nodePort: 30080, protocol: 'UDP' }),
      balanced({
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30080,
        ports: [{ port: 80, nodePort: 30080 }],
      }),
    ],
  }),
  ...rows('Service', 'metadata', { accepted: [], refused: [ranges('10.0.0.0/8'), ranges('')] }),
  ...rows('Service balanced', 'metadata', {
    accepted: [ranges('10.0.0.0/8'), ranges(' 10.0.0.0/8 , 192.0.2.0/24'), ranges(''), ranges(' ')],
    refused: [ranges('10.0.0.1'), ranges('10.0.0.0/8,')],
  }),
];
