import { describe, expect, test } from 'vitest';
import { judge } from './judge.ts';
import { deployment, scaledObject } from './samples.ts';

const rbac = (name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name },
});
const core = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } });

describe('names', () => {
  test.each([
    [core('ConfigMap', 'a.b-c.9'), true],
    [core('ConfigMap', 'A'), false],
    [core('ConfigMap', 'a..b'), false],
    [core('ConfigMap', 'a'.repeat(253)), true],
    [core('ConfigMap', 'a'.repeat(254)), false],
    [core('Namespace', 'a-b'), true],
    [core('Namespace', 'a.b'), false],
    [core('Service', '9a'), false],
    [core('Service', 'a9'), true],
    [rbac('system:Reader.x'), true],
    [rbac('a/b'), false],
    [rbac('..'), false],
    [{ ...deployment, kind: 'Deployment', metadata: { name: 'a.b' } }, true],
    [
      { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a'.repeat(53) }, spec: cronJobSpec() },
      false,
    ],
    [{ ...scaledObject, metadata: { name: 'A' } }, false],
    [{ ...core('Event', 'Any:Thing'), involvedObject: {} }, true],
  ])('%j: %s', (object, valid) => {
    expect(judge(object)).toEqual(valid ? [] : ['invalid-name metadata.name']);
  });

  test('are wanted, except of reviews', () => {
    expect(judge(core('ConfigMap', ''))).toEqual(['required-field metadata.name']);
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: 'x' } };
    expect(judge(review)).toEqual([]);
  });

  test('of namespaces are DNS labels', () => {
    expect(judge({ ...deployment, metadata: { name: 'a', namespace: 'a.b' } })).toEqual([
      'invalid-name metadata.namespace',
    ]);
  });
});

describe.each([
  ['a built-in kind', deployment],
  ['a custom resource', scaledObject],
])('metadata of %s', (_, sample) => {
  test.each([
    [{ labels: { 'example.com/a_b.C': 'x_y.Z', plain: '' } }, []],
    [{ labels: { 'Example.com/a': 'x' } }, ['invalid-metadata metadata.labels["Example.com/a"]']],
    [{ labels: { 'a/b/c': 'x' } }, ['invalid-metadata metadata.labels["a/b/c"]']],
    [{ labels: { a: '-x' } }, ['invalid-metadata metadata.labels.a']],
    [{ labels: { a: 'x'.repeat(64) } }, ['invalid-metadata metadata.labels.a']],
    [{ labels: { a: 1 } }, ['wrong-type metadata.labels.a']],
    [{ labels: { a: null } }, []],
    [{ labels: [] }, ['wrong-type metadata.labels']],
    [{ annotations: { 'Example.com/A': 'any text at all' } }, []],
    [{ annotations: { 'a b': 'x' } }, ['invalid-metadata metadata.annotations["a b"]']],
    [{ annotations: { a: true } }, ['wrong-type metadata.annotations.a']],
    [{ finalizers: ['example.com/x', 'orphan'] }, []],
    [{ finalizers: ['a b'] }, ['invalid-metadata metadata.finalizers[0]']],
    [{ lables: {} }, ['unknown-field metadata.lables']],
    [
      { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p' }] },
      ['required-field metadata.ownerReferences[0].uid'],
    ],
  ])('%j', (metadata, problems) => {
    expect(judge({ ...sample, metadata: { name: 'x', ...metadata } })).toEqual(problems);
  });

  test('holds 256 KiB of annotations, with their keys', () => {
    const annotated = (bytes: number) => ({ name: 'x', annotations: { a: 'x'.repeat(bytes - 1) } });
    expect(judge({ ...sample, metadata: annotated(256 * 1024) })).toEqual([]);
    expect(judge({ ...sample, metadata: annotated(256 * 1024 + 1) })).toEqual([
      'invalid-metadata metadata.annotations',
    ]);
  });

  test('must be an object', () => {
    expect(judge({ ...sample, metadata: 'x' })).toEqual(['wrong-type metadata']);
    expect(judge({ ...sample, metadata: null })).toEqual(['required-field metadata.name']);
  });
});

test('only finalizers of custom resources may go without a domain', () => {
  const metadata = { name: 'x', finalizers: ['resources-finalizer.argocd.argoproj.io'] };
  expect(judge({ ...scaledObject, metadata })).toEqual([]);
  expect(judge({ ...deployment, metadata })).toEqual(['invalid-metadata metadata.finalizers[0]']);
});

function cronJobSpec() {
  return {
    schedule: '0 3 * * *',
    jobTemplate: { spec: { template: { spec: { containers: [{ name: 'c', image: 'x' }] } } } },
  };
}
