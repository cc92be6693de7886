import type { Row } from './rows.ts';

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

const web = { service: { name: 'web', port: { number: 80 } } };
const bucket = { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'a' } };
const withPath = (path: object) => [{ http: { paths: [{ backend: web, ...path }] } }];

const ingresses: readonly Row[] = [
  ['Ingress', 'spec', { defaultBackend: { ...web, ...bucket } }, false],
  ['Ingress', 'spec', { defaultBackend: bucket }, true],
  ['Ingress', 'spec', { defaultBackend: {} }, false],
  ['Ingress', 'spec', {}, false],
  ['Ingress', 'spec', { rules: [], defaultBackend: null }, false],
  ['Ingress', 'spec', { rules: [{ host: 'a.example.com' }] }, true],
  ['Ingress', 'spec.defaultBackend.service.port', { name: 'http', number: 80 }, false],
  ['Ingress', 'spec.defaultBackend.service.port', { name: '', number: 80 }, true],
  ['Ingress', 'spec.rules', [{ host: '10.0.0.1' }], false],
  ['Ingress', 'spec.rules', [{ host: 'Shop.example.com' }], false],
  ['Ingress', 'spec.rules', [{ host: 'shop.example.com:80' }], false],
  ['Ingress', 'spec.rules', [{ host: '*.example.com' }], true],
  ['Ingress', 'spec.rules', [{ host: '*' }], false],
  ['Ingress', 'spec.rules', [{ host: 'a.*.com' }], false],
  ['Ingress', 'spec.rules', [{ host: '' }], true],
  ['Ingress', 'spec.tls', [{ hosts: ['*.example.com', 'a.b'] }], true],
  ['Ingress', 'spec.tls', [{ hosts: ['10.0.0.1'] }], true],
  ['Ingress', 'spec.tls', [{ hosts: ['A.b'] }], false],
  ['Ingress', 'spec.tls', [{ hosts: [] }], true],
  ['Ingress', 'spec.rules', [{ http: { paths: [] } }], false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Exact' }), false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Prefix', path: '' }), false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Prefix', path: '/' }), true],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Prefix', path: '/a/../b' }), false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Prefix', path: '/a//b' }), false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Exact', path: '/a/.' }), false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Exact', path: '/a..b/.c' }), true],
  ['Ingress', 'spec.rules', withPath({ pathType: 'Exact', path: '/a%2fb' }), false],
  ['Ingress', 'spec.rules', withPath({ pathType: 'ImplementationSpecific', path: '/a/../b' }), true],
  ['Ingress', 'spec.rules', withPath({ pathType: 'ImplementationSpecific' }), true],
  ['Ingress', 'spec.rules', withPath({ pathType: 'ImplementationSpecific', path: '/*' }), true],
];

const from = (...peers: readonly object[]) => [{ from: peers }];
const block = (cidr: string, ...except: readonly string[]) => from({ ipBlock: { cidr, except } });
const range = (fields: object) => [{ ports: [fields] }];

const networkPolicies: readonly Row[] = [
  ['NetworkPolicy', 'spec.ingress', range({ port: 100, endPort: 50 }), false],
  ['NetworkPolicy', 'spec.ingress', range({ port: 100, endPort: 100 }), true],
  ['NetworkPolicy', 'spec.ingress', range({ endPort: 100 }), false],
  ['NetworkPolicy', 'spec.ingress', range({ port: 'http', endPort: 100 }), false],
  ['NetworkPolicy', 'spec.ingress', range({ port: 80, endPort: null }), true],
  ['NetworkPolicy', 'spec.egress', range({ port: 100, endPort: 50 }), false],
  ['NetworkPolicy', 'spec.ingress', from({}), false],
  ['NetworkPolicy', 'spec.ingress', from({ podSelector: null }), false],
  ['NetworkPolicy', 'spec.ingress', from({ podSelector: {} }), true],
  ['NetworkPolicy', 'spec.ingress', from({ podSelector: {}, namespaceSelector: {} }), true],
  ['NetworkPolicy', 'spec.ingress', from({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }), false],
  ['NetworkPolicy', 'spec.ingress', from(), true],
  ['NetworkPolicy', 'spec.ingress', block('10.0.0.0/8'), true],
  ['NetworkPolicy', 'spec.ingress', block('10.0.0.0'), false],
  ['NetworkPolicy', 'spec.ingress', block(''), false],
  ['NetworkPolicy', 'spec.ingress', block('10.0.0.0/33'), false],
  ['NetworkPolicy', 'spec.ingress', block('10.1.2.3/8', '10.9.0.0/16'), true],
  ['NetworkPolicy', 'spec.ingress', block('10.0.0.0/8', '11.0.0.0/16'), false],
  ['NetworkPolicy', 'spec.ingress', block('10.0.0.0/8', '10.0.0.0/8'), false],
  ['NetworkPolicy', 'spec.ingress', block('10.0.0.0/8', '10.0.0.1'), false],
  ['NetworkPolicy', 'spec.ingress', block('0.0.0.0/0', '10.0.0.0/8', '192.168.0.0/16'), true],
  ['NetworkPolicy', 'spec.ingress', block('0.0.0.0/0', 'fd00::/8'), false],
  ['NetworkPolicy', 'spec.ingress', block('::/0', 'fd00::/8'), true],
  ['NetworkPolicy', 'spec.egress', [{ to: [{}] }], false],
];

const account = { kind: 'ServiceAccount', name: 'web' };

const access: readonly Row[] = [
  ['Role', 'rules', [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }], false],
  ['Role', 'rules', [], true],
  ['ClusterRole', 'rules', [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }], true],
  [
    'ClusterRole',
    'rules',
    [{ nonResourceURLs: ['/metrics'], verbs: ['get'], apiGroups: [''], resources: ['pods'] }],
    false,
  ],
  ['ClusterRole', 'rules', [{ nonResourceURLs: ['/metrics'], verbs: ['get'], resources: [] }], true],
  ['ClusterRole', 'aggregationRule', {}, false],
  ['ClusterRole', 'aggregationRule', { clusterRoleSelectors: [] }, false],
  ['ClusterRole', 'aggregationRule', { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] }, true],
  ['ClusterRoleBinding', 'roleRef.kind', 'Role', false],
  ['ClusterRoleBinding', 'subjects', [account], false],
  ['ClusterRoleBinding', 'subjects', [{ ...account, namespace: 'default' }], true],
  ['ClusterRoleBinding', 'subjects', [], true],
  ['RoleBinding', 'subjects', [account], true],
  ['RoleBinding', 'subjects', [{ ...account, name: 'Web' }], false],
  ['RoleBinding', 'subjects', [{ ...account, apiGroup: 'rbac.authorization.k8s.io' }], false],
  ['RoleBinding', 'subjects', [{ kind: 'User', name: 'Jane Doe' }], true],
  ['RoleBinding', 'subjects', [{ kind: 'User', name: 'jane', apiGroup: '' }], true],
  ['RoleBinding', 'subjects', [{ kind: 'Group', name: 'jane', apiGroup: 'example.com' }], false],
  ['RoleBinding', 'roleRef.kind', 'ClusterRole', true],
];

const scaler = (fields: object) => [fields];
const cpu = (target: object) => scaler({ type: 'Resource', resource: { name: 'cpu', target } });
const queue = (target: object) =>
  scaler({ type: 'External', external: { metric: { name: 'queue' }, target } });
const pods = (target: object) => scaler({ type: 'Pods', pods: { metric: { name: 'queue' }, target } });
const describedObject = { kind: 'Service', name: 'web' };
const ofObject = (target: object) =>
  scaler({ type: 'Object', object: { describedObject, metric: { name: 'queue' }, target } });
const at50 = { type: 'Utilization', averageUtilization: 50 };

const scalers: readonly Row[] = [
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'Resource' }], false],
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'Resource', resource: null }], false],
  ['HorizontalPodAutoscaler', 'spec.metrics', cpu(at50), true],
  [
    'HorizontalPodAutoscaler',
    'spec.metrics',
    [{ ...cpu(at50)[0], pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: 1 } } }],
    false,
  ],
  ['HorizontalPodAutoscaler', 'spec.metrics', cpu({ type: 'Utilization' }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', cpu({ ...at50, averageValue: 1 }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', cpu({ type: 'Value', value: 1 }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', cpu({ type: 'AverageValue', averageValue: '100m' }), true],
  ['HorizontalPodAutoscaler', 'spec.metrics', cpu({ type: 'AverageValue', averageValue: 0 }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', pods({ type: 'Value', value: 1 }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', pods({ type: 'AverageValue', averageValue: 1 }), true],
  ['HorizontalPodAutoscaler', 'spec.metrics', queue({ type: 'Value', value: 1 }), true],
  ['HorizontalPodAutoscaler', 'spec.metrics', queue({ type: 'Value', value: '-1' }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', queue({ type: 'Value', value: 1, averageValue: 1 }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', queue({ type: 'Value' }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', ofObject({ type: 'Value', value: 1, averageValue: 1 }), true],
  ['HorizontalPodAutoscaler', 'spec.metrics', ofObject({ type: 'Value' }), false],
  ['HorizontalPodAutoscaler', 'spec.metrics', [], true],
  ['HorizontalPodAutoscaler', 'spec.behavior', { scaleDown: { policies: [] } }, false],
  ['HorizontalPodAutoscaler', 'spec.behavior', { scaleUp: { selectPolicy: 'Min' } }, true],
];

const zones: readonly Row[] = [
  ['CronJob', 'spec.timeZone', 'Europe/Berlin', true],
  ['CronJob', 'spec.timeZone', 'Asia/Kolkata', true],
  ['CronJob', 'spec.timeZone', 'Asia/Calcutta', true],
  ['CronJob', 'spec.timeZone', 'US/Pacific', true],
  ['CronJob', 'spec.timeZone', 'Etc/GMT+5', true],
  ['CronJob', 'spec.timeZone', 'UTC', true],
  ['CronJob', 'spec.timeZone', 'EST5EDT', true],
  ['CronJob', 'spec.timeZone', null, true],
  ['CronJob', 'spec.timeZone', 'Europe/Berln', false],
  ['CronJob', 'spec.timeZone', 'europe/berlin', false],
  ['CronJob', 'spec.timeZone', '', false],
  ['CronJob', 'spec.timeZone', 'Local', false],
  ['CronJob', 'spec.timeZone', '+09:00', false],
];

export const soundNetworks = {
  ClusterRole: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'web' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  ClusterRoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'web' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'default' }],
  },
  CronJob: {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      schedule: '0 0 * * *',
      jobTemplate: {
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] } } },
      },
    },
  },
};

export const networks: readonly Row[] = [
  ...services,
  ...ingresses,
  ...networkPolicies,
  ...access,
  ...scalers,
  ...zones,
];
