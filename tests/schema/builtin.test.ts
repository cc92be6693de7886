import { describe, expect, test } from 'vitest';
import { judge, problemsOf } from './judge.ts';
import { deployment } from './samples.ts';

const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
const container = (fields: object) => pod({ containers: [{ name: 'c', image: 'i', ...fields }] });
const place = 'spec.containers[0]';

describe('types as Go decodes them', () => {
  test.each([
    ['quantity as a number', { resources: { requests: { cpu: 0.5, memory: 1e9 } } }, []],
    ['quantity with a suffix', { resources: { requests: { cpu: '1e3', memory: '.5Gi' } } }, []],
    [
      'no quantity',
      { resources: { requests: { cpu: '1 core' } } },
      [`format ${place}.resources.requests.cpu`],
    ],
    ['empty quantity', { resources: { requests: { cpu: '' } } }, [`format ${place}.resources.requests.cpu`]],
    [
      'quantity as a list',
      { resources: { requests: { cpu: [] } } },
      [`wrong-type ${place}.resources.requests.cpu`],
    ],
    [
      'quantity as a boolean',
      { resources: { requests: { cpu: true } } },
      [`wrong-type ${place}.resources.requests.cpu`],
    ],
    ['port by name', { livenessProbe: { httpGet: { port: 'http' } } }, []],
    [
      'port as a fraction',
      { livenessProbe: { httpGet: { port: 1.5 } } },
      [`wrong-type ${place}.livenessProbe.httpGet.port`],
    ],
    [
      'port beyond int32',
      { livenessProbe: { httpGet: { port: 3e9 } } },
      [`invalid-value ${place}.livenessProbe.httpGet.port`],
    ],
    ['number for a string', { env: [{ name: 'A', value: 1 }] }, [`wrong-type ${place}.env[0].value`]],
    ['boolean for a string', { env: [{ name: 'A', value: true }] }, [`wrong-type ${place}.env[0].value`]],
    ['string for a boolean', { tty: 'true' }, [`wrong-type ${place}.tty`]],
    ['null for a string in a list', { args: [null] }, []],
    ['null for an object in a list', { env: [null] }, [`required-field ${place}.env[0].name`]],
    ['null for a list', { env: null }, []],
    ['string for a list', { args: 'x' }, [`wrong-type ${place}.args`]],
  ])('%s', (_, fields, problems) => {
    expect(judge(container(fields))).toEqual(problems);
  });

  test('int32 has its range', () => {
    expect(judge(pod({ containers: [{ name: 'c', image: 'x' }], priority: 2 ** 31 }))).toEqual([
      'invalid-value spec.priority',
    ]);
    expect(
      judge(pod({ containers: [{ name: 'c', image: 'x' }], terminationGracePeriodSeconds: 2 ** 31 })),
    ).toEqual([]);
  });

  test('times are RFC 3339; Leases want microseconds', () => {
    const lease = (renewTime: unknown) => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'l' },
      spec: { renewTime },
    });
    expect(judge(lease('2026-01-31T09:30:00.000000Z'))).toEqual([]);
    expect(judge(lease('2026-01-31T09:30:00Z'))).toEqual(['format spec.renewTime']);
    expect(judge(lease(1))).toEqual(['wrong-type spec.renewTime']);
    const dated = (creationTimestamp: unknown) => ({
      ...deployment,
      metadata: { name: 'web', creationTimestamp },
    });
    expect(judge(dated('2026-02-28T09:30:00+09:00'))).toEqual([]);
    expect(judge(dated('2026-02-29T09:30:00Z'))).toEqual(['format metadata.creationTimestamp']);
  });

  test('any JSON goes where Go keeps it raw', () => {
    const revision = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: 'r' },
      revision: 1,
      data: [1, 'x'],
    };
    expect(judge(revision)).toEqual([]);
  });

  test('infinity is told as it is', () => {
    expect(problemsOf(container({ env: [{ name: 'A', value: Number.POSITIVE_INFINITY }] }))).toMatchObject([
      { message: 'must be a string, not the number Infinity' },
    ]);
  });

  test('hints say what to do about quotes', () => {
    expect(problemsOf(container({ env: [{ name: 'A', value: 8080 }] }))).toMatchObject([
      { next: 'write it in quotes' },
    ]);
    expect(problemsOf(container({ tty: 'true' }))).toMatchObject([{ next: 'remove the quotes' }]);
    expect(problemsOf(container({ ports: [{ containerPort: '80' }] }))).toMatchObject([
      { next: 'remove the quotes' },
    ]);
  });
});

describe('required fields', () => {
  test('that OpenAPI names, and the API server insists on', () => {
    expect(judge(pod({ containers: [{ image: 'i' }] }))).toEqual([`required-field ${place}.name`]);
    expect(
      judge({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: {} } }),
    ).toEqual(['required-field spec.template.spec']);
  });

  test('that OpenAPI names, but the API server does without', () => {
    expect(
      judge({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'low' } }),
    ).toEqual([]);
    expect(judge({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l' } })).toEqual([]);
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'b' },
      roleRef: { kind: 'Role', name: 'r' },
    };
    expect(judge(binding)).toEqual([]);
  });
});
