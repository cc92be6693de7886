import { type Row, rows } from './rows.ts';

/** Changes to ResourceQuotas, LimitRanges and EndpointSlices: as in `validated.cases.ts`. */
export const limits: readonly Row[] = [
  ...rows('ResourceQuota', 'spec.hard', {
    accepted: [
      { 'requests.cpu': 1 },
      { 'count/pods': 1 },
      { 'count/deployments.apps': 1 },
      { 'requests.nvidia.com/gpu': 1 },
      { 'limits.nvidia.com/gpu': 1 },
      { 'gold.storageclass.storage.k8s.io/requests.storage': 1 },
      { 'requests.storage': '1Gi' },
      { 'nvidia.com/gpu': 1 },
      { 'services.loadbalancers': 1 },
      { 'hugepages-2Mi': 1 },
      { 'requests.hugepages-2Mi': 1 },
      { 'ephemeral-storage': 1 },
      { 'requests.example.com/gpu': '0.5' },
      { 'kubernetes.io/a': '0.5' },
      { persistentvolumeclaims: 1 },
      { replicationcontrollers: 1 },
    ],
    refused: [
      { 'a b': 1 },
      { pod: 1 },
      { pods: '0.5' },
      { cpus: 1 },
      { deployments: 1 },
      { 'limits.hugepages-2Mi': 1 },
      { storage: 1 },
      { 'limits.storage': 1 },
      { 'services.nodeports': '1.5' },
      { 'nvidia.com/gpu': '0.5' },
      { 'limits.nvidia.com/gpu': '0.5' },
      { 'count/deployments.apps': '0.5' },
    ],
  }),
  ...rows('ResourceQuota', 'spec.scopes', {
    accepted: [['BestEffort'], ['Terminating'], ['NotTerminating'], ['NotTerminating', 'NotTerminating']],
    refused: [['Some'], ['Terminating', 'NotTerminating'], ['BestEffort', 'NotBestEffort']],
  }),
  ...rows('ResourceQuota', 'spec', {
    accepted: [
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['a'] }] },
      },
      { hard: { pods: 1 }, scopeSelector: {} },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] },
      },
      {
        hard: { cpu: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] },
      },
      {
        hard: { 'count/pods': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] },
      },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
      {
        hard: { cpu: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
      {
        hard: { 'count/pods': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] },
      },
      {
        hard: { 'count/pods': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] },
      },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      {
        hard: { cpu: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      {
        hard: { 'count/pods': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      { hard: { pods: 1 }, scopes: ['PriorityClass'] },
      { hard: { pods: 1 }, scopes: ['CrossNamespacePodAffinity'] },
      {
        hard: { pods: 1 },
        scopes: ['BestEffort'],
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'DoesNotExist' }] },
      },
    ],
    refused: [
      { hard: { 'requests.cpu': 1 }, scopes: ['BestEffort'] },
      { hard: { services: 1 }, scopes: ['Terminating'] },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] },
      },
      {
        hard: { pods: 1 },
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }],
        },
      },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'BestEffort', operator: 'In', values: ['a'] }] },
      },
      { hard: { pods: 1 }, scopeSelector: { matchExpressions: [{ scopeName: 'X', operator: 'Exists' }] } },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Is' }] },
      },
      {
        hard: { 'requests.storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] },
      },
      {
        hard: { 'hugepages-2Mi': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.ephemeral-storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
      {
        hard: { 'hugepages-2Mi': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.ephemeral-storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
      {
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] },
      },
      {
        hard: { cpu: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] },
      },
      {
        hard: { 'hugepages-2Mi': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.ephemeral-storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      {
        hard: { 'hugepages-2Mi': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      {
        hard: { 'requests.ephemeral-storage': 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'NotBestEffort', operator: 'Exists' }] },
      },
      {
        hard: { pods: 1 },
        scopeSelector: {
          matchExpressions: [
            { scopeName: 'BestEffort', operator: 'Exists' },
            { scopeName: 'NotBestEffort', operator: 'Exists' },
          ],
        },
      },
    ],
  }),
  ...rows('LimitRange', 'spec.limits', {
    accepted: [
      [{ type: 'Pod', max: { cpu: 1 } }],
      [{ type: 'PersistentVolumeClaim', min: { storage: 1 } }],
      [{ type: 'Container', maxLimitRequestRatio: { cpu: 2 } }],
      [{ type: 'Container', min: { cpu: -1 } }],
      [{ type: 'Container', max: { 'nvidia.com/gpu': '0.5' } }],
      [{ type: 'Container', max: { 'hugepages-2Mi': 1 } }],
      [{ type: 'example.com/a', max: { cpu: 1 } }],
      [{ type: 'Pod', default: {} }],
      [{ type: 'Container', maxLimitRequestRatio: { cpu: 1 } }],
      [{ type: 'Container', max: { 'kubernetes.io/a': 1 } }],
      [],
    ],
    refused: [
      [{ type: 'X' }],
      [{ type: '' }],
      [{ type: 'Container' }, { type: 'Container' }],
      [{ type: 'Pod', default: { cpu: 1 } }],
      [{ type: 'Pod', defaultRequest: { cpu: 1 } }],
      [{ type: 'PersistentVolumeClaim' }],
      [{ type: 'PersistentVolumeClaim', max: { cpu: 1 } }],
      [{ type: 'Container', maxLimitRequestRatio: { cpu: '0.5' } }],
      [{ type: 'Container', min: { cpus: 1 } }],
      [{ type: 'Container', max: { storage: 1 } }],
      [{ type: 'Container', max: { 'requests.example.com/a': 1 } }],
    ],
  }),
  ...rows('EndpointSlice', 'endpoints', {
    accepted: [
      [{ addresses: ['010.0.0.1'] }],
      [{ addresses: ['10.0.0.1', '10.0.0.2'] }],
      [{ addresses: ['10.0.0.1'], deprecatedTopology: {} }],
      [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.1'] }],
      [{ addresses: ['128.0.0.1'] }],
      [{ addresses: ['169.255.0.1'] }],
      [{ addresses: ['224.0.1.1'] }],
      [{ addresses: ['255.255.255.255'] }],
      [{ addresses: ['::ffff:10.0.0.1'] }],
    ],
    refused: [
      [{ addresses: [] }],
      [{ addresses: ['x'] }],
      [{ addresses: ['127.0.0.1'] }],
      [{ addresses: ['0.0.0.0'] }],
      [{ addresses: ['169.254.1.1'] }],
      [{ addresses: ['224.0.0.1'] }],
      [{ addresses: ['::1'] }],
      [{ addresses: ['10.0.0.1'], hostname: 'A_b' }],
      [{ addresses: ['10.0.0.1'], nodeName: 'A_b' }],
      [{ addresses: ['fd00::1'] }],
      [{ addresses: ['10.0.0.1', '10.0.0.1'] }],
      [{ addresses: ['10.0.0.1'], hostname: '' }],
      [{ addresses: ['10.0.0.1'], nodeName: '' }],
    ],
  }),
  ...rows('EndpointSlice', 'ports', {
    accepted: [
      [{ port: 0 }],
      [
        { name: 'a', port: 80 },
        { name: '', port: 81 },
      ],
      null,
      [{ name: null, port: 80 }],
    ],
    refused: [
      [{ port: 80 }, { port: 81 }],
      [{ name: 'A' }],
      [{ port: 80, protocol: 'x' }],
      [{ port: 80, appProtocol: 'a b' }],
      [
        { name: 'a', port: 80 },
        { name: 'a', port: 81 },
      ],
      [{ name: 'http_x', port: 80 }],
      [{ name: '', port: 80 }, { port: 81 }],
      [{ appProtocol: '', port: 80 }],
    ],
  }),
];
