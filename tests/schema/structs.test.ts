import { expect, test } from 'vitest';
import { judge, pod, problemsOf } from './judge.ts';

/** What the API server accepts and refuses is in `*.cases.ts`; here, how it is told. */
const place = 'spec.containers[0]';

const autoscaler = (metric: object): object => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    maxReplicas: 3,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    metrics: [metric],
  },
});

test('an unreadable selector of a metric is a warning: the autoscaler reads it, no API server does', () => {
  const metric = { name: 'queue', selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } };
  expect(
    judge(autoscaler({ type: 'External', external: { metric, target: { type: 'Value', value: 5 } } })),
  ).toEqual(['warning invalid-value spec.metrics[0].external.metric.selector.matchExpressions[0].values']);
});

test('a metric has what its type says, and nothing of others', () => {
  const resource = { name: 'cpu', target: { type: 'Utilization' } };
  expect(judge(autoscaler({ type: 'Pods', resource }))).toEqual([
    'required-field spec.metrics[0].resource.target.averageUtilization',
    'exclusive-fields spec.metrics[0].resource',
    'required-field spec.metrics[0].pods',
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

test('a container cannot sleep longer than it is given to end', () => {
  const lifecycle = { preStop: { sleep: { seconds: 60 } } };
  expect(problemsOf(pod({ lifecycle }))).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'lifecycle', 'preStop', 'sleep', 'seconds'],
      message: '60 is not within terminationGracePeriodSeconds, which is 30',
      allowed: '0 to 30',
      next: 'raise terminationGracePeriodSeconds, or sleep less',
    },
  ]);
  expect(problemsOf(pod({ lifecycle }, { terminationGracePeriodSeconds: 60 }))).toEqual([]);
});

test('two containers with one port of the node are told at the second', () => {
  const ports = [{ containerPort: 80, hostPort: 8080 }];
  const containers = [
    { name: 'a', image: 'i', ports },
    { name: 'b', image: 'i', ports },
  ];
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } };
  expect(problemsOf(object)).toMatchObject([
    {
      path: ['spec', 'containers', 1, 'ports', 0, 'hostPort'],
      message: '8080/TCP is the hostPort of an earlier port too',
    },
  ]);
});

test('a container that is privileged may mount on its node', () => {
  const volumes = [{ name: 'data', emptyDir: {} }];
  const volumeMounts = [{ name: 'data', mountPath: '/a', mountPropagation: 'Bidirectional' }];
  expect(problemsOf(pod({ volumeMounts, securityContext: { privileged: true } }, { volumes }))).toEqual([]);
  expect(problemsOf(pod({ volumeMounts }, { volumes }))).toMatchObject([
    { message: 'Bidirectional is for privileged containers alone' },
  ]);
});
