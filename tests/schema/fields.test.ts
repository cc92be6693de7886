import { expect, test } from 'vitest';
import { problemsOf } from './judge.ts';

/** What the API server accepts and refuses of one field is in `*.cases.ts`; here, how it is told. */
const pod = (container: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { ...spec, containers: [{ name: 'c', image: 'i', ...container }] },
});

test('a number in quotes is no name of a port', () => {
  expect(problemsOf(pod({ livenessProbe: { httpGet: { port: '8080' } } }))).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'livenessProbe', 'httpGet', 'port'],
      message: 'the string "8080" does not have the form required',
      allowed: 'a number, or the name of a port: at most 15 of a-z, 0-9 and -, with a letter among them',
      next: 'remove the quotes',
    },
  ]);
});

test('what a field may be is told in words', () => {
  const tolerations = [{ key: 'a b', operator: 'Exists' }];
  expect(problemsOf(pod({}, { tolerations })).map(({ allowed }) => allowed)).toEqual([
    'at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit, after a domain and / or without',
  ]);
});

test('of an empty text that is no choice, the choices are told', () => {
  const topologySpreadConstraints = [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: '' }];
  expect(problemsOf(pod({}, { topologySpreadConstraints }))).toMatchObject([
    { message: 'the string "" is too short', allowed: 'DoNotSchedule, ScheduleAnyway' },
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
