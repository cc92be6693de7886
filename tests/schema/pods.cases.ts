import { rows } from './rows.ts';
import type { Row } from './workloads.cases.ts';

/** Changes to single fields of pods: as in `validated.cases.ts`. */
export const podFields: readonly Row[] = [
  ...rows('Pod', 'spec.containers.0.resources', {
    accepted: [
      { requests: { cpu: 0 } },
      { limits: { cpu: '0' } },
      { requests: { cpu: '0.5m' } },
      { limits: { cpu: '0.0001' } },
      { limits: { 'nvidia.com/gpu': 1 } },
      { limits: { 'nvidia.com/gpu': '1000m' } },
      { limits: { 'hugepages-2Mi': '4Mi', cpu: 1 } },
      { requests: { memory: '0.5' } },
      { requests: { memory: '100m' } },
      { limits: { 'kubernetes.io/batman': 1 } },
      { limits: { 'hugepages-2Mi': '0', cpu: 1 } },
      { limits: { 'hugepages-2Mi': '2Mi' }, requests: { memory: 1 } },
      { limits: { 'a.kubernetes.io/b': '0.5' } },
      { limits: { 'xkubernetes.io/b': '0.5' } },
      { limits: { 'example.com/a': '2k' } },
    ],
    refused: [
      { requests: { cpu: -1 } },
      { limits: { memory: '-1Gi' } },
      { limits: { 'nvidia.com/gpu': '0.5' } },
      { limits: { 'hugepages-2Mi': '4Mi' } },
      { limits: { 'hugepages-2Mi': '3Mi', cpu: 1 } },
      { limits: { cpus: 1 } },
      { limits: { 'a_b/c d': 1 } },
      { limits: { storage: '1Gi' } },
      { limits: { pods: 1 } },
      { limits: { 'requests.nvidia.com/gpu': 1 } },
      { limits: { 'hugepages-2Mi': '0' } },
      { limits: { 'example.com/a': '1500m' } },
      { limits: { 'example.com/a': '1n' } },
    ],
  }),
  ...rows('Pod', 'spec.containers.0.ports', {
    accepted: [
      [{ containerPort: 80, hostIP: 'abc' }],
      [{ containerPort: 80, hostIP: '10.0.0.1' }],
      [{ containerPort: 80, hostIP: '10.0.0.1', hostPort: 80 }],
      [{ containerPort: 80, hostIP: '010.0.0.1' }],
      [{ containerPort: 80, name: 'a1' }],
      [{ containerPort: 80, protocol: '' }],
      [{ containerPort: 80, protocol: 'SCTP' }],
      [{ containerPort: 80, hostPort: 80 }],
      [{ containerPort: 80, name: '1-a' }],
      [{ containerPort: 80, name: '8080-tcp' }],
      [{ containerPort: 80, name: '1-2-3a-4' }],
    ],
    refused: [
      [{ containerPort: 80, name: '123' }],
      [{ containerPort: 80, name: '-a' }],
      [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 81, hostPort: 80 },
      ],
      [
        { containerPort: 80, name: 'a' },
        { containerPort: 80, name: 'b' },
      ],
      [{ containerPort: 80, name: '12-34' }],
      [{ containerPort: 80, name: 'aaaaaaaaaaaaaaaa' }],
    ],
  }),
  ...rows('Pod', 'spec.containers.0.env', {
    accepted: [
      [{ name: '1A', value: 'a' }],
      [{ name: 'a-b', value: 'a' }],
      [{ name: 'a.b', value: 'a' }],
      [{ name: 'A B', value: 'a' }],
      [{ name: '..', value: 'a' }],
      [{ name: '.', value: 'a' }],
      [{ name: '..a', value: 'a' }],
      [{ name: '.a', value: 'a' }],
      [{ name: 'a~', value: 'a' }],
      [{ name: '$(A)', value: 'a' }],
      [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } }],
      [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } }],
      [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: 0 } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: '.a' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: '-' } } }],
      [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name', apiVersion: '' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { key: 'a', name: 'x', optional: true } } }],
    ],
    refused: [
      [{ name: '', value: 'a' }],
      [{ name: 'Ä', value: 'a' }],
      [{ name: 'a\nb', value: 'a' }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: '' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'a/b' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: '', key: 'a' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { key: 'a' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'A_b', key: 'a' } } }],
      [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'A_b', key: 'a' } } }],
      [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: '..a' } } }],
      [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v2' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: '.' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: '...' } } }],
      [{ name: 'A', valueFrom: { secretKeyRef: { key: 'a', optional: true } } }],
    ],
  }),
  ...rows('Pod', 'spec.containers.0.envFrom', {
    accepted: [
      [{ prefix: 'A-', secretRef: { name: 'a' } }],
      [{ prefix: '1', secretRef: { name: 'a' } }],
      [{ prefix: '', secretRef: { name: 'a' } }],
      [{ secretRef: { name: 'a', optional: true } }],
    ],
    refused: [
      [{ prefix: 'a=', secretRef: { name: 'a' } }],
      [{ secretRef: { name: '' } }],
      [{ secretRef: {} }],
      [{ configMapRef: { name: 'A_b' } }],
      [{ secretRef: { name: 'A_b' } }],
      [{ secretRef: { optional: true } }],
    ],
  }),
  ...rows('Pod', 'spec.containers.0.resizePolicy', {
    accepted: [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
    refused: [
      [{ resourceName: 'gpu', restartPolicy: 'NotRequired' }],
      [{ resourceName: 'cpu', restartPolicy: 'Always' }],
      [
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        { resourceName: 'cpu', restartPolicy: 'RestartContainer' },
      ],
      [{ resourceName: 'cpu', restartPolicy: '' }],
      [{ resourceName: '', restartPolicy: 'NotRequired' }],
    ],
  }),
  ...rows('Pod', 'spec.containers.0.restartPolicy', { accepted: ['Always', 'Never'] }),
  ...rows('Pod', 'spec.containers.0.image', { accepted: ['X:Y', ':::'] }),
  ...rows('Pod', 'spec.containers.0.livenessProbe', {
    accepted: [
      { httpGet: { port: 80, path: '' } },
      { httpGet: { port: 80, path: 'healthz' } },
      { httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: 'x' }] } },
      { httpGet: { port: 80, host: 'a_b' } },
      { grpc: { port: 80, service: 'A b' } },
      { tcpSocket: { port: 80 }, failureThreshold: 0 },
      { httpGet: { port: 80 }, timeoutSeconds: 0, periodSeconds: 0 },
    ],
    refused: [
      { httpGet: { port: 80, scheme: 'http' } },
      { httpGet: { port: 80, httpHeaders: [{ name: 'a b', value: 'x' }] } },
      { httpGet: { port: 80, httpHeaders: [{ name: '', value: 'x' }] } },
      { httpGet: {} },
      { httpGet: { port: '' } },
      { httpGet: { port: '80' } },
    ],
  }),
  ...rows('Pod', 'spec.containers.0.lifecycle', {
    accepted: [
      { preStop: { sleep: { seconds: 0 } } },
      { preStop: { sleep: { seconds: 30 } } },
      { stopSignal: 'SIGUSR1' },
      { preStop: { tcpSocket: { port: 80 } } },
      { preStop: { httpGet: { port: 80 } } },
    ],
    refused: [{ preStop: { sleep: { seconds: -1 } } }, { preStop: { sleep: { seconds: 31 } } }],
  }),
  ...rows('Pod', 'spec.hostAliases', {
    accepted: [
      [{ ip: '10.0.0.1', hostnames: ['a.b'] }],
      [{ ip: '10.0.0.1', hostnames: [] }],
      [{ ip: '10.0.0.1' }],
      [{ ip: '010.0.0.1', hostnames: ['a'] }],
      [{ ip: '::ffff:1.2.3.4', hostnames: ['a'] }],
    ],
    refused: [
      [{ ip: 'abc', hostnames: ['a.b'] }],
      [{ ip: '10.0.0.1', hostnames: ['a_b'] }],
      [{ ip: '::1', hostnames: ['A.b'] }],
      [{ ip: '', hostnames: ['a'] }],
      [{ ip: '10.0.0.1/32', hostnames: ['a'] }],
      [{ hostnames: ['a'] }],
      [{ ip: '10.0.0.1', hostnames: ['a.'] }],
      [{ ip: '10.0.0.1', hostnames: [''] }],
    ],
  }),
  ...rows('Pod', 'spec.topologySpreadConstraints', {
    accepted: [
      [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
      ],
      [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'b', whenUnsatisfiable: 'DoNotSchedule' },
      ],
      [{ maxSkew: 1, topologyKey: 'a b', whenUnsatisfiable: 'DoNotSchedule' }],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['app'],
          labelSelector: {},
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['app'],
          labelSelector: { matchLabels: { app: 'web' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['app'],
          labelSelector: { matchLabels: { b: 'web' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['a', 'a'],
          labelSelector: { matchLabels: { b: 'web' } },
        },
      ],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor' }],
    ],
    refused: [
      [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
      ],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'Never' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: '' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['app'] }],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['a b'],
          labelSelector: { matchLabels: { b: 'web' } },
        },
      ],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', nodeAffinityPolicy: 'x' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: '' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', minDomains: 0 }],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { 'a b': 'c' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b c' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchExpressions: [{ key: 'a b', operator: 'Exists' }] },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
        },
      ],
    ],
  }),
  ...rows('Pod', 'spec.dnsConfig', {
    accepted: [
      { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] },
      { nameservers: ['010.1.1.1'] },
      { searches: ['a_b'] },
      { searches: ['a.b.'] },
      { searches: ['.'] },
      { searches: ['_sip._tcp.example.com'] },
      {
        searches: [
          'a0',
          'a1',
          'a2',
          'a3',
          'a4',
          'a5',
          'a6',
          'a7',
          'a8',
          'a9',
          'a10',
          'a11',
          'a12',
          'a13',
          'a14',
          'a15',
          'a16',
          'a17',
          'a18',
          'a19',
          'a20',
          'a21',
          'a22',
          'a23',
          'a24',
          'a25',
          'a26',
          'a27',
          'a28',
          'a29',
          'a30',
          'a31',
        ],
      },
      { options: [{ name: 'ndots', value: '2' }] },
      { searches: ['a.'] },
      { nameservers: ['::1'] },
      { options: [{ name: 'a', value: null }] },
    ],
    refused: [
      { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] },
      { nameservers: ['dns.example.com'] },
      { searches: ['A.b'] },
      { searches: [''] },
      {
        searches: [
          'a0',
          'a1',
          'a2',
          'a3',
          'a4',
          'a5',
          'a6',
          'a7',
          'a8',
          'a9',
          'a10',
          'a11',
          'a12',
          'a13',
          'a14',
          'a15',
          'a16',
          'a17',
          'a18',
          'a19',
          'a20',
          'a21',
          'a22',
          'a23',
          'a24',
          'a25',
          'a26',
          'a27',
          'a28',
          'a29',
          'a30',
          'a31',
          'a32',
        ],
      },
      { options: [{ name: '' }] },
      { options: [{ value: '2' }] },
      { searches: ['a..'] },
      { searches: ['_'] },
      { searches: ['_a-.b'] },
      { nameservers: [''] },
    ],
  }),
  ...rows('Pod', 'spec.schedulingGates', {
    accepted: [[{ name: 'a.example.com/b' }], [{ name: 'a' }]],
    refused: [[{ name: 'a b' }], [{ name: '' }], [{ name: 'a' }, { name: 'a' }]],
  }),
  ...rows('Pod', 'spec.readinessGates', {
    accepted: [[{ conditionType: 'a.example.com/b' }], [{ conditionType: 'a' }, { conditionType: 'a' }]],
    refused: [[{ conditionType: 'a b' }], [{ conditionType: '' }]],
  }),
  ...rows('Pod', 'spec.runtimeClassName', { refused: ['A_b'] }),
  ...rows('Pod', 'spec.nodeSelector', {
    accepted: [{ 'kubernetes.io/os': 'linux' }, { a: '' }],
    refused: [
      { 'a b': 'c' },
      { 'a/b/c': 'd' },
      { '': 'd' },
      { '/a': 'd' },
      { 'a/': 'd' },
      { aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 'b' },
      { 'A.b/c': 'd' },
    ],
  }),
  ...rows('Pod', 'spec.tolerations', {
    accepted: [
      [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
      [{ key: 'a', operator: 'Equal', value: '' }],
      [{ key: 'a', operator: 'Equal', value: 'a.b_c-D' }],
    ],
    refused: [
      [{ key: 'a b', operator: 'Exists' }],
      [{ key: 'a', value: 'b c' }],
      [{ key: 'A/b', operator: 'Exists' }],
      [{ key: 'a', operator: 'Gt', value: '1' }],
    ],
  }),
  ...rows('Pod', 'spec.initContainers', {
    accepted: [
      [{ name: 'first', image: 'x', restartPolicy: 'Never' }],
      [{ name: 'first', image: 'x', restartPolicy: 'Always' }],
      [{ name: 'first', image: 'x', restartPolicy: '' }],
    ],
    refused: [[{ name: 'main', image: 'x' }]],
  }),
  ...rows('Pod', 'spec.affinity', {
    accepted: [
      { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] } },
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } },
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['b'] }] }],
          },
        },
      },
      {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', matchLabelKeys: ['a'], labelSelector: {} } },
          ],
        },
      },
    ],
    refused: [
      { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a b' }] } },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', namespaces: ['A_b'] }],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 101, podAffinityTerm: { topologyKey: 'a' } },
          ],
        },
      },
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a b', operator: 'Exists' }] }],
          },
        },
      },
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] } },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', matchLabelKeys: ['a'] }],
        },
      },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: 'a',
              labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
            },
          ],
        },
      },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'a', labelSelector: { matchLabels: { 'a b': 'c' } } },
          ],
        },
      },
      {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a b', operator: 'In', values: ['c'] }] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'a', labelSelector: { matchLabels: { 'a b': 'c' } } },
            },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'a', labelSelector: { matchLabels: { a: 'b c' } } },
            },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: {
                topologyKey: 'a',
                labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
              },
            },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a b' } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', namespaces: ['A'] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', matchLabelKeys: ['a'] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'a', namespaceSelector: { matchLabels: { 'a b': 'c' } } },
            },
          ],
        },
      },
    ],
  }),
  ...rows('Pod', 'spec.os', { accepted: [{ name: 'linux' }, null], refused: [{}] }),
];
