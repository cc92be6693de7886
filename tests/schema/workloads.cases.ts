import type { Row } from './rows.ts';

const main = 'spec.containers.0';
const web = { port: 80 };
const command = ['true'];
const key = { name: 'web', key: 'a' };
const reference = { name: 'web' };
const volume = (sources: object): unknown => [{ name: 'data', ...sources }];
const variable = (sources: object): unknown => [{ name: 'A', ...sources }];

const unions: readonly Row[] = [
  ['Pod', 'spec.volumes', volume({ emptyDir: {}, secret: { secretName: 'web' } }), false],
  ['Pod', 'spec.volumes', volume({ emptyDir: null, secret: { secretName: 'web' } }), true],
  ['Pod', 'spec.volumes', volume({ emptyDir: {}, hostPath: { path: '/a' }, configMap: reference }), false],
  ['Pod', 'spec.volumes', volume({}), true],
  ['Pod', 'spec.volumes', volume({ emptyDir: null }), true],
  ['Pod', 'spec.volumes', volume({ emptyDir: {} }), true],
  ['Pod', 'spec.volumes', volume({ projected: { sources: [{ secret: reference }] } }), true],
  ['Pod', 'spec.volumes', volume({ projected: { sources: [{}] } }), true],
  ['Pod', 'spec.volumes', volume({ projected: { sources: [{ secret: null }] } }), true],
  [
    'Pod',
    'spec.volumes',
    volume({ projected: { sources: [{ secret: reference, configMap: reference }] } }),
    false,
  ],
  [
    'Deployment',
    'spec.template.spec.volumes',
    volume({ emptyDir: {}, secret: { secretName: 'web' } }),
    false,
  ],
  ['Deployment', 'spec.template.spec.volumes', volume({}), true],
  ['Pod', `${main}.env`, variable({ value: 'a', valueFrom: { secretKeyRef: key } }), false],
  ['Pod', `${main}.env`, variable({ value: '', valueFrom: { secretKeyRef: key } }), true],
  ['Pod', `${main}.env`, variable({ value: null, valueFrom: { secretKeyRef: key } }), true],
  ['Pod', `${main}.env`, variable({ value: 'a', valueFrom: null }), true],
  ['Pod', `${main}.env`, variable({ value: 'a', valueFrom: {} }), false],
  ['Pod', `${main}.env`, variable({ valueFrom: {} }), false],
  ['Pod', `${main}.env`, variable({ valueFrom: { secretKeyRef: null } }), false],
  ['Pod', `${main}.env`, variable({ valueFrom: { secretKeyRef: key, configMapKeyRef: key } }), false],
  ['Pod', `${main}.env`, variable({ valueFrom: { secretKeyRef: key, configMapKeyRef: null } }), true],
  ['Pod', `${main}.env`, variable({}), true],
  ['Pod', `${main}.envFrom`, [{}], false],
  ['Pod', `${main}.envFrom`, [{ prefix: 'A_' }], false],
  ['Pod', `${main}.envFrom`, [{ configMapRef: reference, secretRef: reference }], false],
  ['Pod', `${main}.envFrom`, [{ configMapRef: reference, secretRef: null }], true],
  ['Pod', `${main}.envFrom`, [{ prefix: 'A_', secretRef: reference }], true],
  ['Pod', `${main}.livenessProbe`, {}, false],
  ['Pod', `${main}.livenessProbe`, null, true],
  ['Pod', `${main}.livenessProbe`, { periodSeconds: 5 }, false],
  ['Pod', `${main}.livenessProbe`, { httpGet: web, tcpSocket: web }, false],
  ['Pod', `${main}.livenessProbe`, { httpGet: web, tcpSocket: null }, true],
  ['Pod', `${main}.readinessProbe`, { exec: { command }, grpc: web }, false],
  ['Pod', `${main}.startupProbe`, { grpc: web }, true],
  ['Pod', `${main}.lifecycle`, {}, true],
  ['Pod', `${main}.lifecycle`, { preStop: null }, true],
  ['Pod', `${main}.lifecycle`, { preStop: {} }, false],
  ['Pod', `${main}.lifecycle`, { preStop: { exec: { command }, httpGet: web } }, false],
  ['Pod', `${main}.lifecycle`, { postStart: { sleep: { seconds: 5 } } }, true],
  ['Pod', `${main}.lifecycle`, { postStart: { sleep: { seconds: 5 }, exec: { command } } }, false],
  ['Job', 'spec.template.spec.containers.0.livenessProbe', { httpGet: web, tcpSocket: web }, false],
  ['Job', 'spec.template.spec.containers.0.livenessProbe', { httpGet: web }, true],
];

const rolling = (rollingUpdate: unknown, type?: string): unknown => ({
  ...(type && { type }),
  rollingUpdate,
});

const updates: readonly Row[] = [
  ['Deployment', 'spec.selector', {}, false],
  ['Deployment', 'spec.selector', { matchLabels: {} }, false],
  ['Deployment', 'spec.selector', { matchLabels: null, matchExpressions: [] }, false],
  ['Deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
  ['StatefulSet', 'spec.selector', {}, false],
  ['DaemonSet', 'spec.selector', {}, false],
  ['ReplicaSet', 'spec.selector', {}, false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: 0, maxUnavailable: 0 }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: '0%', maxUnavailable: 0 }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: '00%', maxUnavailable: '0%' }, 'RollingUpdate'), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: 0 }), true],
  ['Deployment', 'spec.strategy', rolling({ maxUnavailable: 0 }), true],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: 0, maxUnavailable: null }), true],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: null, maxUnavailable: 0 }), true],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: 'abc' }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: '' }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: '1' }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: '1.5%' }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: -1 }), false],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: '200%' }), true],
  ['Deployment', 'spec.strategy', rolling({ maxUnavailable: '120%' }), false],
  ['Deployment', 'spec.strategy', rolling({ maxUnavailable: '0101%' }), false],
  ['Deployment', 'spec.strategy', rolling({ maxUnavailable: '100%' }), true],
  ['Deployment', 'spec.strategy', rolling({ maxUnavailable: '0100%' }), true],
  ['Deployment', 'spec.strategy', rolling({}), true],
  ['Deployment', 'spec.strategy', rolling(null, ''), true],
  ['Deployment', 'spec.strategy', rolling({ maxSurge: 1 }, 'Recreate'), false],
  ['Deployment', 'spec.strategy', rolling({}, 'Recreate'), false],
  ['Deployment', 'spec.strategy', rolling(null, 'Recreate'), true],
  ['Deployment', 'spec.strategy', { type: 'Recreate' }, true],
  ['Deployment', 'spec.progressDeadlineSeconds', 0, false],
  ['Deployment', 'spec.progressDeadlineSeconds', 1, true],
  ['Deployment', 'spec.progressDeadlineSeconds', null, true],
  ['Deployment', 'spec.minReadySeconds', 600, false],
  ['Deployment', 'spec.minReadySeconds', 599, true],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: 1, maxUnavailable: 1 }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: 1 }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: '10%', maxUnavailable: null }, ''), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: 1, maxUnavailable: 0 }), true],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: '10%', maxUnavailable: '0%' }), true],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxUnavailable: 0 }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxUnavailable: '120%' }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxUnavailable: 'abc' }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxUnavailable: -1 }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: '120%', maxUnavailable: 0 }), false],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxUnavailable: '100%' }), true],
  ['DaemonSet', 'spec.updateStrategy', rolling({}), true],
  ['DaemonSet', 'spec.updateStrategy', rolling(null), true],
  ['DaemonSet', 'spec.updateStrategy', rolling({ maxSurge: 1, maxUnavailable: 1 }, 'OnDelete'), true],
  ['StatefulSet', 'spec.updateStrategy', rolling({ partition: 1 }, 'OnDelete'), false],
  ['StatefulSet', 'spec.updateStrategy', rolling({}, 'OnDelete'), false],
  ['StatefulSet', 'spec.updateStrategy', rolling(null, 'OnDelete'), true],
  ['StatefulSet', 'spec.updateStrategy', rolling({ partition: 1 }), true],
  ['StatefulSet', 'spec.updateStrategy', rolling({ partition: -1 }), false],
];

const terms = (...matchExpressions: readonly unknown[]): unknown => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  },
});
const preferred = (...matchExpressions: readonly unknown[]): unknown => ({
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions } }],
  },
});
const apart = (...matchExpressions: readonly unknown[]): unknown => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'zone', labelSelector: { matchExpressions } },
    ],
  },
});
const spread = (fields: object): unknown => [
  { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', ...fields },
];
const onNode = (type: string, matchFields: readonly unknown[]): unknown => ({
  nodeAffinity: { [type]: { nodeSelectorTerms: [{ matchFields }] } },
});
const required = 'requiredDuringSchedulingIgnoredDuringExecution';

const external = (selector: object): unknown => [
  {
    type: 'External',
    external: { metric: { name: 'queue', selector }, target: { type: 'Value', value: 5 } },
  },
];

const scheduling: readonly Row[] = [
  ['Pod', 'spec.tolerations', [{ key: 'a', operator: 'Exists', value: 'b' }], false],
  ['Pod', 'spec.tolerations', [{ key: 'a', operator: 'Exists', value: '' }], true],
  ['Pod', 'spec.tolerations', [{ key: 'a', operator: 'Exists' }], true],
  ['Pod', 'spec.tolerations', [{ operator: 'Exists' }], true],
  ['Pod', 'spec.tolerations', [{ operator: 'Equal', value: 'b' }], false],
  ['Pod', 'spec.tolerations', [{ key: '', value: 'b' }], false],
  ['Pod', 'spec.tolerations', [{}], false],
  ['Pod', 'spec.tolerations', [{ key: 'a' }], true],
  ['Pod', 'spec.tolerations', [{ key: 'a', value: 'b', operator: '' }], true],
  ['Pod', 'spec.tolerations', [{ key: 'a', operator: 'Exists', tolerationSeconds: 5 }], false],
  [
    'Pod',
    'spec.tolerations',
    [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 0 }],
    false,
  ],
  [
    'Pod',
    'spec.tolerations',
    [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
    true,
  ],
  [
    'Pod',
    'spec.tolerations',
    [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: null }],
    true,
  ],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'In' }), false],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'NotIn', values: [] }), false],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'In', values: ['b', 'c'] }), true],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'Exists', values: ['b'] }), false],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'DoesNotExist', values: [] }), true],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'Gt', values: ['1', '2'] }), false],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'Lt' }), false],
  ['Pod', 'spec.affinity', terms({ key: 'a', operator: 'Gt', values: ['1'] }), true],
  ['Pod', 'spec.affinity', terms(), true],
  ['Pod', 'spec.affinity', preferred({ key: 'a', operator: 'In', values: [] }), false],
  ['Pod', 'spec.affinity', preferred({ key: 'a', operator: 'Exists' }), true],
  ['Pod', 'spec.affinity', { nodeAffinity: { [required]: { nodeSelectorTerms: [] } } }, false],
  ['Pod', 'spec.affinity', { nodeAffinity: { [required]: { nodeSelectorTerms: [{}] } } }, true],
  ['Pod', 'spec.affinity', onNode(required, [{ key: 'metadata.name', operator: 'In', values: ['a'] }]), true],
  ['Pod', 'spec.affinity', onNode(required, [{ key: 'metadata.name', operator: 'In' }]), false],
  ['Pod', 'spec.affinity', apart({ key: 'a', operator: 'In' }), false],
  ['Pod', 'spec.affinity', apart({ key: 'a', operator: 'Exists', values: ['b'] }), false],
  ['Pod', 'spec.affinity', apart({ key: 'a', operator: 'Exists', values: null }), true],
  ['Pod', 'spec.topologySpreadConstraints', spread({ minDomains: 2 }), false],
  ['Pod', 'spec.topologySpreadConstraints', spread({ minDomains: null }), true],
  [
    'Pod',
    'spec.topologySpreadConstraints',
    spread({ minDomains: 2, whenUnsatisfiable: 'DoNotSchedule' }),
    true,
  ],
  ['NetworkPolicy', 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'In' }] }, false],
  ['NetworkPolicy', 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'Exists' }] }, true],
  ['PodDisruptionBudget', 'spec.selector', { matchExpressions: [{ key: 'a', operator: 'NotIn' }] }, false],
  ['PersistentVolumeClaim', 'spec.selector', { matchExpressions: [{ key: 'a', operator: 'In' }] }, false],
  [
    'HorizontalPodAutoscaler',
    'spec.metrics',
    external({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
    true,
  ],
  ['HorizontalPodAutoscaler', 'spec.metrics', external({ matchLabels: { a: 'b' } }), true],
];

const mounted = (fields: object): unknown => ({
  volumes: [{ name: 'data', emptyDir: {} }],
  containers: [
    {
      name: 'main',
      image: 'registry.example/web',
      volumeMounts: [{ name: 'data', mountPath: '/data', ...fields }],
    },
  ],
});
const first = (fields: object): unknown => [{ name: 'first', image: 'registry.example/web', ...fields }];
const onHost = (hostNetwork: boolean, port: object): unknown => ({
  hostNetwork,
  containers: [{ name: 'main', image: 'registry.example/web', ports: [port] }],
});
const named = (dnsConfig: object): unknown => ({
  dnsPolicy: 'None',
  dnsConfig,
  containers: [{ name: 'main', image: 'registry.example/web' }],
});
const fieldRef = (fieldPath: string): unknown => variable({ valueFrom: { fieldRef: { fieldPath } } });
const resourceRef = (resource: string): unknown =>
  variable({ valueFrom: { resourceFieldRef: { resource } } });
const told = (item: object): unknown => volume({ downwardAPI: { items: [{ path: 'a', ...item }] } });

const pods: readonly Row[] = [
  ['Pod', 'spec.serviceAccountName', 'Foo_Bar', false],
  ['Deployment', 'spec.template.spec.serviceAccountName', 'a.b-c', true],
  ['Pod', 'spec.serviceAccountName', '', true],
  ['Deployment', 'spec.template.spec.serviceAccountName', 'a_b', false],
  ['Pod', 'spec.nodeName', 'Node_1', false],
  ['Pod', 'spec.nodeName', 'node-1.example.com', true],
  ['Pod', 'spec.nodeName', '', true],
  ['Pod', `${main}.livenessProbe`, { exec: {} }, false],
  ['Pod', `${main}.livenessProbe`, { exec: { command: [] } }, false],
  ['Pod', `${main}.livenessProbe`, { exec: { command: null } }, false],
  ['Pod', `${main}.livenessProbe`, { exec: { command } }, true],
  ['Pod', `${main}.lifecycle`, { preStop: { exec: {} } }, false],
  ['Pod', 'spec.hostname', 'Foo.Bar', false],
  ['Pod', 'spec.hostname', 'foo.bar', false],
  ['Pod', 'spec.hostname', 'foo', true],
  ['Pod', 'spec.hostname', '', true],
  ['Pod', 'spec.subdomain', 'a.b', false],
  ['Pod', 'spec.subdomain', 'a', true],
  ['Pod', `${main}.livenessProbe`, { httpGet: web, successThreshold: 2 }, false],
  ['Pod', `${main}.livenessProbe`, { httpGet: web, successThreshold: 1 }, true],
  ['Pod', `${main}.livenessProbe`, { httpGet: web, successThreshold: 0 }, true],
  ['Pod', `${main}.startupProbe`, { httpGet: web, successThreshold: 2 }, false],
  ['Pod', `${main}.readinessProbe`, { httpGet: web, successThreshold: 2 }, true],
  ['Pod', `${main}.readinessProbe`, { httpGet: web, terminationGracePeriodSeconds: 5 }, false],
  ['Pod', `${main}.readinessProbe`, { httpGet: web, terminationGracePeriodSeconds: null }, true],
  ['Pod', `${main}.livenessProbe`, { httpGet: web, terminationGracePeriodSeconds: 5 }, true],
  ['Pod', 'spec.initContainers', first({ readinessProbe: { httpGet: web } }), false],
  ['Pod', 'spec.initContainers', first({ lifecycle: {} }), false],
  ['Pod', 'spec.initContainers', first({ lifecycle: null }), true],
  ['Pod', 'spec.initContainers', first({ readinessProbe: { httpGet: web }, restartPolicy: 'Always' }), true],
  ['Pod', 'spec.initContainers', first({ livenessProbe: { httpGet: web }, restartPolicy: 'Always' }), true],
  ['Pod', 'spec.initContainers', first({}), true],
  ['Pod', 'spec', mounted({ subPath: '../x' }), false],
  ['Pod', 'spec', mounted({ subPath: '/x' }), false],
  ['Pod', 'spec', mounted({ subPath: 'a/../x' }), false],
  ['Pod', 'spec', mounted({ subPath: 'a/..x' }), true],
  ['Pod', 'spec', mounted({ subPath: '' }), true],
  ['Pod', 'spec', mounted({ subPathExpr: '../$(A)' }), false],
  ['Pod', 'spec', mounted({ subPathExpr: '$(A)' }), true],
  ['Pod', 'spec', mounted({ subPath: 'a', subPathExpr: 'b' }), false],
  ['Pod', `${main}.env`, fieldRef('metadata.name'), true],
  ['Pod', `${main}.env`, fieldRef("metadata.labels['app']"), true],
  ['Pod', `${main}.env`, fieldRef("metadata.annotations['example.com/a']"), true],
  ['Pod', `${main}.env`, fieldRef('metadata.labels'), false],
  ['Pod', `${main}.env`, fieldRef('metadata.creationTimestamp'), false],
  ['Pod', `${main}.env`, fieldRef('spec.restartPolicy'), false],
  ['Pod', `${main}.env`, fieldRef('spec.host'), true],
  ['Pod', `${main}.env`, fieldRef('status.podIPs'), true],
  ['Pod', `${main}.env`, fieldRef('status.phase'), false],
  ['Pod', `${main}.env`, fieldRef("spec.nodeName['a']"), false],
  ['Pod', `${main}.env`, fieldRef(''), false],
  ['Pod', `${main}.env`, resourceRef('limits.cpu'), true],
  ['Pod', `${main}.env`, resourceRef('requests.hugepages-2Mi'), true],
  ['Pod', `${main}.env`, resourceRef('limits.gpu'), false],
  ['Pod', `${main}.env`, resourceRef('cpu'), false],
  ['Pod', 'spec.volumes', told({ fieldRef: { fieldPath: 'metadata.labels' } }), true],
  ['Pod', 'spec.volumes', told({ fieldRef: { fieldPath: "metadata.labels['app']" } }), true],
  ['Pod', 'spec.volumes', told({ fieldRef: { fieldPath: 'status.podIP' } }), false],
  ['Pod', 'spec.volumes', told({ fieldRef: { fieldPath: 'spec.nodeName' } }), false],
  [
    'Pod',
    'spec.volumes',
    told({ resourceFieldRef: { containerName: 'main', resource: 'limits.gpu' } }),
    false,
  ],
  [
    'Pod',
    'spec.volumes',
    told({ resourceFieldRef: { containerName: 'main', resource: 'limits.cpu' } }),
    true,
  ],
  ['Pod', 'spec', onHost(true, { containerPort: 80, hostPort: 81 }), false],
  ['Pod', 'spec', onHost(true, { containerPort: 80, hostPort: 80 }), true],
  ['Pod', 'spec', onHost(true, { containerPort: 80, hostPort: 0 }), true],
  ['Pod', 'spec', onHost(true, { containerPort: 80 }), true],
  ['Pod', 'spec', onHost(true, { containerPort: 80, hostPort: null }), true],
  ['Pod', 'spec', onHost(false, { containerPort: 80, hostPort: 81 }), true],
  ['Deployment', 'spec.template.spec', onHost(true, { containerPort: 80, hostPort: 81 }), false],
  ['Deployment', 'spec.template.spec', onHost(true, { containerPort: 80 }), true],
  ['Pod', `${main}.securityContext`, { privileged: true }, true],
  ['Pod', `${main}.securityContext`, { privileged: true, allowPrivilegeEscalation: false }, false],
  ['Pod', `${main}.securityContext`, { privileged: false, allowPrivilegeEscalation: false }, true],
  [
    'Pod',
    `${main}.securityContext`,
    { allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } },
    false,
  ],
  [
    'Pod',
    `${main}.securityContext`,
    { allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } },
    true,
  ],
  ['Pod', 'spec.dnsPolicy', 'None', false],
  ['Pod', 'spec.dnsPolicy', 'Default', true],
  ['Pod', 'spec', named({ nameservers: ['192.0.2.1'] }), true],
  ['Pod', 'spec', named({ nameservers: [] }), false],
  ['Pod', 'spec', named({ searches: ['example.com'] }), false],
  ['Pod', 'spec.dnsConfig', {}, true],
  ['Deployment', 'spec.template.spec.dnsPolicy', 'None', false],
];

/** Changes to what makes pods, of more than one field at a time: as in `validated.cases.ts`. */
export const workloads: readonly Row[] = [...unions, ...updates, ...scheduling, ...pods];
