/** Changes to what makes pods, of more than one field at a time: as in `validated.cases.ts`. */
export type Row = readonly [kind: string, path: string, value: unknown, accepted: boolean];

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

export const workloads: readonly Row[] = unions;
