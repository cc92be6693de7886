import { expect, test } from 'vitest';
import { told } from '../told.ts';

const of = (apiVersion: string, kind: string, rest: string): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: b}, ${rest}}`;
const autoscaler = of(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  'spec: {minReplicas: 3, maxReplicas: 20, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}}',
);

/** An object, and what is edited in it. */
const edits: readonly [what: string, object: string, from: string, to: string][] = [
  ['a lower bound', autoscaler, 'maxReplicas: 20', 'maxReplicas: 4'],
  [
    'fewer Jobs',
    of(
      'keda.sh/v1alpha1',
      'ScaledJob',
      'spec: {maxReplicaCount: 50, pollingInterval: 10, triggers: [{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 9 * * *}}], jobTargetRef: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}',
    ),
    'maxReplicaCount: 50',
    'maxReplicaCount: 1',
  ],
  [
    'everybody let in',
    of(
      'security.istio.io/v1',
      'AuthorizationPolicy',
      'spec: {selector: {matchLabels: {app: api}}, action: ALLOW, rules: [{from: [{source: {principals: [p]}}], to: [{operation: {methods: [GET], paths: [/a]}}]}]}',
    ),
    'principals: [p]',
    'principals: ["*"]',
  ],
  [
    'a webhook that may fail',
    of(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      'webhooks: [{name: a.x.io, failurePolicy: Fail, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {service: {name: s, namespace: p}}, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}]',
    ),
    'failurePolicy: Fail',
    'failurePolicy: Ignore',
  ],
  [
    'a port that is not encrypted',
    of(
      'security.istio.io/v1',
      'PeerAuthentication',
      'spec: {selector: {matchLabels: {app: api}}, mtls: {mode: STRICT}, portLevelMtls: {80: {mode: STRICT}, 81: {mode: STRICT}, 82: {mode: STRICT}}}',
    ),
    '80: {mode: STRICT}',
    '80: {mode: DISABLE}',
  ],
  [
    'clients that need not say who they are',
    of(
      'networking.istio.io/v1',
      'Gateway',
      'spec: {selector: {istio: ingress}, servers: [{port: {number: 443, name: https, protocol: HTTPS}, tls: {mode: MUTUAL, credentialName: c}, hosts: [x.example.com]}, {port: {number: 80, name: http, protocol: HTTP}, hosts: [x.example.com]}]}',
    ),
    'MUTUAL',
    'SIMPLE',
  ],
  [
    'an alert less',
    of(
      'monitoring.coreos.com/v1',
      'PrometheusRule',
      'spec: {groups: [{name: g, rules: [{alert: A, expr: up, for: 5m}, {alert: B, expr: down, for: 5m}, {alert: C, expr: left, for: 5m}, {alert: D, expr: right, for: 5m}]}]}',
    ),
    ', {alert: D, expr: right, for: 5m}',
    '',
  ],
  [
    'no pause',
    of(
      'argoproj.io/v1alpha1',
      'Rollout',
      'spec: {replicas: 4, revisionHistoryLimit: 3, minReadySeconds: 5, selector: {matchLabels: {app: api}}, strategy: {canary: {steps: [{setWeight: 10}, {pause: {}}]}}, template: {spec: {containers: [{name: c, image: x}]}}}',
    ),
    ', {pause: {}}',
    '',
  ],
  [
    'a schedule that stands still',
    of(
      'batch/v1',
      'CronJob',
      'spec: {schedule: 0 3 * * *, timeZone: Etc/UTC, jobTemplate: {spec: {backoffLimit: 2, template: {spec: {restartPolicy: Never, containers: [{name: c, image: x}]}}}}}',
    ),
    'spec: {schedule',
    'spec: {suspend: true, schedule',
  ],
  [
    'backups without a key',
    of(
      'velero.io/v1',
      'BackupStorageLocation',
      'spec: {provider: aws, default: true, accessMode: ReadWrite, objectStorage: {bucket: x, prefix: q}, config: {region: us-west-2, kmsKeyId: k}}',
    ),
    ', kmsKeyId: k',
    '',
  ],
  [
    'other pods',
    of(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]}',
    ),
    'podSelector: {matchLabels: {app: api}}',
    'podSelector: {matchLabels: {app: old}}',
  ],
];

test.each(edits)('beside another name, %s is told as well', (_, before, from, to) => {
  const after = before.replace(from, to);
  const [inPlace, renamed] = [after, after.replace('name: a,', 'name: c,')].map((each) => told(before, each));
  expect(inPlace).not.toEqual([]);
  expect(renamed).toEqual(expect.arrayContaining(inPlace ?? []));
  expect(renamed).toHaveLength((inPlace ?? []).length + 1);
  expect(renamed?.filter((hazard) => hazard.includes('nothing scales'))).toEqual([]);
});

test('beside another namespace, a lower bound is told as well', () => {
  const moved = autoscaler.replace('namespace: b', 'namespace: c');
  expect(told(autoscaler, moved.replace('maxReplicas: 20', 'maxReplicas: 4'))).toContain(
    'warning capacity-cut: spec.maxReplicas changes from 20 to 4',
  );
});

const vertical = of(
  'autoscaling.k8s.io/v1',
  'VerticalPodAutoscaler',
  'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: api}, updatePolicy: {updateMode: Initial}}',
);
const target = of(
  'apps/v1',
  'Deployment',
  'spec: {replicas: 3, template: {spec: {containers: [{name: main, image: x}]}}}',
).replace('name: a,', 'name: api,');

test.each([
  ['a scaler', autoscaler, 'nothing scales'],
  ['what sets requests', vertical, 'nothing sets'],
])('%s that moves along with its target is for it as before', (_, one, missed) => {
  const isMissed = (...after: readonly string[]): boolean =>
    told(`${one}\n---\n${target}`, after.join('\n---\n')).some((hazard) => hazard.includes(missed));
  const moved = (object: string): string => object.replace('namespace: b', 'namespace: c');
  expect(isMissed(moved(one), moved(target))).toBe(false);
  expect(isMissed(moved(target))).toBe(true);
  expect(isMissed(moved(one), target)).toBe(true);
});

test('what is for something that gets another name is for it as before', () => {
  const isOther = (...after: readonly string[]): boolean =>
    told(`${vertical}\n---\n${target}`, after.join('\n---\n')).some((hazard) =>
      hazard.includes('it means other objects'),
    );
  const renamed = (object: string): string => object.replace('name: api', 'name: front');
  expect(isOther(renamed(vertical), renamed(target))).toBe(false);
  expect(isOther(renamed(vertical), target)).toBe(true);
  expect(isOther(renamed(vertical), target, renamed(target).replace('replicas: 3', 'replicas: 4'))).toBe(
    true,
  );
});

test('what goes by the new name of something else is not changed by that', () => {
  const app = (name: string): string =>
    [
      of(
        'apps/v1',
        'Deployment',
        `spec: {replicas: 3, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: x}]}}}`,
      ),
      autoscaler.replace('name: api', 'name: a'),
      of('v1', 'Service', 'spec: {selector: {app: a}, ports: [{port: 80}]}'),
    ]
      .join('\n---\n')
      .replaceAll('name: a,', `name: ${name},`)
      .replaceAll('name: a}', `name: ${name}}`)
      .replaceAll('app: a}', `app: ${name}}`);
  const rules = told(app('a'), app('shop')).map((hazard) => hazard.split(' ', 2).at(-1));
  expect(rules).toEqual(['deletion:', 'recreation:', 'recreation:']);
});
