import { type Row, rows } from './rows.ts';

/** Changes to kinds that are rarely written: as in `validated.cases.ts`. */
export const others: readonly Row[] = [
  ...rows('HorizontalPodAutoscaler', 'spec.metrics', {
    accepted: [
      [
        {
          type: 'External',
          external: {
            metric: { name: 'a', selector: { matchLabels: { a: 'b c' } } },
            target: { type: 'Value', value: 1 },
          },
        },
      ],
      [
        {
          type: 'External',
          external: {
            metric: { name: 'a', selector: { matchExpressions: [{ key: 'a', operator: 'x' }] } },
            target: { type: 'Value', value: 1 },
          },
        },
      ],
      [
        {
          type: 'External',
          external: {
            metric: { name: 'a', selector: { matchLabels: { 'a b': 'c' } } },
            target: { type: 'Value', value: 1 },
          },
        },
      ],
      [
        {
          type: 'External',
          external: {
            metric: {
              name: 'a',
              selector: { matchExpressions: [{ key: 'a b', operator: 'In', values: ['b c'] }] },
            },
            target: { type: 'Value', value: 1 },
          },
        },
      ],
      [
        {
          type: 'Object',
          object: {
            describedObject: { kind: 'Service', name: 'a' },
            metric: { name: 'a', selector: { matchLabels: { 'a b': 'c' } } },
            target: { type: 'Value', value: 1 },
          },
        },
      ],
    ],
    refused: [
      [{ type: 'External', external: { metric: { name: '' }, target: { type: 'Value', value: 1 } } }],
      [{ type: 'External', external: { metric: { name: 'a/b' }, target: { type: 'Value', value: 1 } } }],
      [{ type: 'Resource', resource: { name: '', target: { type: 'Utilization', averageUtilization: 1 } } }],
      [
        {
          type: 'ContainerResource',
          containerResource: {
            container: '',
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 1 },
          },
        },
      ],
      [{ type: 'External', external: { metric: { name: 'a%b' }, target: { type: 'Value', value: 1 } } }],
    ],
  }),
  ...rows('HorizontalPodAutoscaler', 'spec.behavior', {
    accepted: [{ scaleDown: { tolerance: -1 } }],
    refused: [
      { scaleDown: { policies: [{ type: 'Pods', value: 0, periodSeconds: 1 }] } },
      { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 0 }] } },
      { scaleDown: { selectPolicy: '' } },
    ],
  }),
  ...rows('NetworkPolicy', 'spec.ingress.0.ports', {
    accepted: [[{ port: 'http' }]],
    refused: [[{ port: '' }], [{ port: '80' }], [{ port: 'HTTP' }]],
  }),
  ...rows('NetworkPolicy', 'spec.podSelector', {
    refused: [
      { matchLabels: { 'a b': 'c' } },
      { matchExpressions: [{ key: 'a b', operator: 'Exists' }] },
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
    ],
  }),
  ...rows('NetworkPolicy', 'spec.policyTypes', {
    accepted: [['Ingress', 'Egress'], ['Ingress', 'Ingress'], []],
  }),
  ...rows('Service', 'spec.ports', {
    accepted: [
      [{ port: 80, targetPort: '' }],
      [{ port: 80, name: '123' }],
      [{ port: 80, appProtocol: 'kubernetes.io/h2c' }],
      [{ port: 80, appProtocol: 'HTTP' }],
      [{ port: 80, targetPort: 'a-b' }],
      [{ port: 80, targetPort: '1-a' }],
      [{ port: 80, targetPort: '1a-2' }],
    ],
    refused: [
      [{ port: 80, targetPort: '80' }],
      [{ port: 80, appProtocol: 'a b' }],
      [{ port: 80, appProtocol: '' }],
      [{ port: 80, targetPort: 'Http' }],
      [{ port: 80, targetPort: 'a--b' }],
      [{ port: 80, targetPort: '1-2' }],
      [{ port: 80, targetPort: '-a' }],
    ],
  }),
  ...rows('Service', 'spec.selector', { refused: [{ 'a b': 'c' }] }),
  ...rows('Service', 'spec.sessionAffinityConfig', { accepted: [{ clientIP: { timeoutSeconds: 5 } }] }),
  ...rows('Service', 'spec', {
    accepted: [
      { ports: [{ port: 80 }], sessionAffinity: 'ClientIP' },
      {
        type: 'LoadBalancer',
        ports: [{ port: 80 }],
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30000,
      },
      { ports: [{ port: 80 }], trafficDistribution: 'PreferClose' },
      { type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] },
      { type: 'LoadBalancer', loadBalancerIP: 'x', ports: [{ port: 80 }] },
    ],
    refused: [
      {
        ports: [{ port: 80 }],
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } },
      },
      { ports: [{ port: 80 }], internalTrafficPolicy: 'x' },
      { ports: [{ port: 80 }], trafficDistribution: 'x' },
      { ports: [{ port: 80 }], ipFamilyPolicy: 'x' },
    ],
  }),
  ...rows('PodDisruptionBudget', 'spec.minAvailable', {
    accepted: [1, '0%', undefined],
    refused: ['150%', '1', '101%'],
  }),
  ...rows('PodDisruptionBudget', 'spec.selector', {
    accepted: [null, {}],
    refused: [
      { matchLabels: { 'a b': 'c' } },
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
    ],
  }),
  ...rows('PriorityClass', 'preemptionPolicy', { accepted: ['Never'], refused: ['x', ''] }),
  ...rows('PriorityClass', 'value', { accepted: [-2147483648, 0] }),
  ...rows('RuntimeClass', 'handler', { accepted: ['a'], refused: ['', 'A_b', 'a.b'] }),
  ...rows('RuntimeClass', 'overhead', {
    accepted: [{ podFixed: { cpu: 1 } }],
    refused: [{ podFixed: { cpu: -1 } }],
  }),
  ...rows('RuntimeClass', 'scheduling', {
    accepted: [{ nodeSelector: { a: 'b' } }],
    refused: [
      { nodeSelector: { a: 'b c' } },
      { tolerations: [{ operator: 'Equal' }] },
      { tolerations: [{ key: 'a b', operator: 'Exists' }] },
      { nodeSelector: { 'a b': 'c' } },
    ],
  }),
  ...rows('StorageClass', 'parameters', { accepted: [{ a: '' }, { a: 'b' }] }),
  ...rows('StorageClass', 'provisioner', { accepted: ['A_b', 'A/B', 'kubernetes.io/no-provisioner'] }),
  ...rows('StorageClass', 'allowedTopologies', {
    accepted: [
      [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }],
      [{ matchLabelExpressions: [{ key: 'a.b/c', values: ['b', 'c'] }] }],
      [],
    ],
    refused: [
      [{ matchLabelExpressions: [{ key: 'a', values: [] }] }],
      [{ matchLabelExpressions: [{ key: 'a b', values: ['b'] }] }],
    ],
  }),
  ...rows('StorageClass', 'volumeBindingMode', { accepted: [null, 'WaitForFirstConsumer'], refused: [''] }),
  ...rows('StorageClass', 'reclaimPolicy', { accepted: ['', 'Retain'], refused: ['Recycle'] }),
  ...rows('StorageClass', 'mountOptions', { accepted: [['a']] }),
  ...rows('IngressClass', 'spec', {
    accepted: [
      { controller: 'a/b' },
      { controller: 'a.example.com/B_c' },
      { controller: 'a.example.com/b/c' },
      { controller: 'a.example.com/b', parameters: { kind: 'A', name: 'a' } },
      {
        controller: 'a.example.com/b',
        parameters: { kind: 'A', name: 'a', scope: 'Namespace', namespace: 'a' },
      },
      {
        controller: 'a.example.com/b',
        parameters: { apiGroup: 'a.b', kind: 'A', name: 'a', scope: 'Cluster' },
      },
    ],
    refused: [
      {},
      { controller: '' },
      { controller: 'a' },
      { controller: 'a.example.com' },
      { controller: 'A.example.com/b' },
      { controller: 'a.example.com/' },
      { controller: 'a.example.com/b c' },
      { controller: 'a.example.com/b', parameters: { kind: 'A', name: 'a', scope: 'Namespace' } },
      {
        controller: 'a.example.com/b',
        parameters: { kind: 'A', name: 'a', scope: 'Cluster', namespace: 'a' },
      },
      { controller: 'a.example.com/b', parameters: { kind: 'A', name: 'a', scope: 'x' } },
      { controller: 'a.example.com/b', parameters: { kind: '', name: 'a' } },
      undefined,
      { controller: 'a.example.com/b', parameters: { kind: 'A', name: 'a', namespace: 'b' } },
    ],
  }),
  ...rows('Lease', 'spec', {
    accepted: [
      { leaseDurationSeconds: 1 },
      { holderIdentity: '' },
      { strategy: 'x' },
      { preferredHolder: 'a' },
    ],
    refused: [{ leaseDurationSeconds: 0 }, { leaseTransitions: -1 }],
  }),
  ...rows('CSIDriver', 'spec', {
    accepted: [
      { volumeLifecycleModes: ['Persistent', 'Ephemeral'] },
      { tokenRequests: [{ audience: '' }] },
      { nodeAllocatableUpdatePeriodSeconds: 5 },
    ],
    refused: [{ volumeLifecycleModes: ['x'] }, { tokenRequests: [{ audience: 'a', expirationSeconds: 5 }] }],
  }),
  ...rows('FlowSchema', 'spec.matchingPrecedence', { accepted: [0], refused: [10001] }),
  ...rows('FlowSchema', 'spec.priorityLevelConfiguration', { refused: [{ name: '' }, { name: 'A_b' }] }),
  ...rows('FlowSchema', 'spec.distinguisherMethod', {
    accepted: [{ type: 'ByUser' }],
    refused: [{ type: 'x' }],
  }),
  ...rows('VolumeAttributesClass', 'driverName', { accepted: ['A_b', 'a', 'a/b'], refused: [''] }),
  ...rows('APIService', 'spec.insecureSkipTLSVerify', { accepted: [false] }),
  ...rows('APIService', 'spec.service', {
    refused: [
      { name: '', namespace: 'a' },
      { name: 'a', namespace: '' },
      { name: 'a', namespace: 'b', port: 0 },
    ],
  }),
  ...rows('Ingress', 'spec.ingressClassName', { accepted: ['a', 'a.b'], refused: ['A_b', ''] }),
  ...rows('Ingress', 'spec.tls', {
    accepted: [[{ secretName: '' }]],
    refused: [[{ hosts: ['a.b'], secretName: 'A_b' }]],
  }),
  ...rows('Ingress', 'spec.defaultBackend', {
    accepted: [{ service: { name: 'a', port: { name: '', number: 80 } } }],
    refused: [
      { service: { name: '', port: { number: 80 } } },
      { service: { name: 'A_b', port: { number: 80 } } },
      { service: { name: '1a', port: { number: 80 } } },
      { service: { name: 'a', port: { name: '80' } } },
      { service: { name: 'a', port: { name: 'a--b' } } },
    ],
  }),
  ...rows('RoleBinding', 'roleRef', {
    accepted: [
      { kind: 'Role', name: 'a' },
      { apiGroup: '', kind: 'Role', name: 'a' },
    ],
    refused: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a/b' }],
  }),
  ...rows('StatefulSet', 'spec.ordinals', { accepted: [{ start: 5 }], refused: [{ start: -1 }] }),
  ...rows('StatefulSet', 'spec.serviceName', { accepted: ['', 'web'], refused: ['A_b', 'a.b'] }),
  ...rows('Deployment', 'spec.selector', {
    refused: [
      { matchLabels: { app: 'web', 'a b': 'c' } },
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'b c'] }] },
    ],
  }),
  ...rows('ClusterRole', 'aggregationRule', {
    refused: [
      { clusterRoleSelectors: [{ matchLabels: { 'a b': 'c' } }] },
      { clusterRoleSelectors: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] }] },
    ],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.namespaceSelector', {
    refused: [
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
      { matchLabels: { 'a b': 'c' } },
    ],
  }),
  ...rows('Service', 'spec.trafficDistribution', {
    accepted: ['PreferSameNode', 'PreferSameZone', null],
    refused: [''],
  }),
];
