import { expect, test } from 'vitest';
import { judge, problemsOf } from './judge.ts';

/** What the API server accepts and refuses is in `workloads.cases.ts`; here, how it is told. */
const pod = (container: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { ...spec, containers: [{ name: 'c', image: 'i', ...container }] },
});
const place = 'spec.containers[0]';

test('the second of two handlers is told, with what it stands beside', () => {
  const object = pod({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } });
  expect(judge(object)).toEqual([`exclusive-fields ${place}.livenessProbe.tcpSocket`]);
  expect(problemsOf(object)[0]).toMatchObject({
    message: 'cannot be set beside httpGet',
    allowed: 'one of httpGet, tcpSocket',
    next: 'remove one of the two',
  });
});

test('a handler whose name is misspelled is told once', () => {
  const object = pod({ livenessProbe: { tcpSockets: { port: 80 } } });
  expect(judge(object)).toEqual([`unknown-field ${place}.livenessProbe.tcpSockets`]);
});

test('an unreadable selector of a metric is a warning: the autoscaler reads it, no API server does', () => {
  const metric = { name: 'queue', selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } };
  const object = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      metrics: [{ type: 'External', external: { metric, target: { type: 'Value', value: 5 } } }],
    },
  };
  expect(judge(object)).toEqual([
    'warning invalid-value spec.metrics[0].external.metric.selector.matchExpressions[0].values',
  ]);
});

test('fields of wrong types are told as such, and nothing else is', () => {
  const strange = { subPath: 5, name: 'data', mountPath: '/data' };
  const object = pod({ volumeMounts: [strange] }, { tolerations: [{ key: 'a', tolerationSeconds: 'x' }] });
  expect(judge(object)).toEqual([
    'wrong-type spec.tolerations[0].tolerationSeconds',
    `wrong-type ${place}.volumeMounts[0].subPath`,
  ]);
  const seccompProfile = { type: {}, localhostProfile: 'a' };
  expect(judge(pod({ securityContext: { seccompProfile } }))).toEqual([
    `wrong-type ${place}.securityContext.seccompProfile.type`,
  ]);
  const ports = [{ containerPort: 80, hostPort: {} }];
  expect(judge(pod({ ports }, { hostNetwork: true }))).toEqual([`wrong-type ${place}.ports[0].hostPort`]);
});

test('items without a name are told as such, and not as doubles', () => {
  const object = pod({}, { securityContext: { sysctls: [{ value: '1' }, { value: '1' }] } });
  expect(judge(object)).toEqual([
    'required-field spec.securityContext.sysctls[0].name',
    'required-field spec.securityContext.sysctls[1].name',
  ]);
});
