import { expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const certified = (caBundle?: string): KubernetesObject => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.example.com' },
  spec: {
    group: 'example.com',
    version: 'v1',
    groupPriorityMinimum: 10,
    versionPriority: 10,
    service: { name: 'api', namespace: 'shop' },
    ...(caBundle !== undefined && { caBundle }),
  },
});
const bundle = { 'f:spec': { 'f:caBundle': {} } };

/** `RESULT CAUSE…` of an API of which git says one authority, and the cluster has another. */
function told(git: KubernetesObject, ...managers: readonly [string, string][]): string[] {
  const live = certified('REVG');
  const managedFields = managers.map(([manager, operation]) => ({ manager, operation, fieldsV1: bundle }));
  const found = { ...live, metadata: { ...live.metadata, managedFields } };
  return driftOf([{ object: git }], [found], loadFacts()).verdicts.map((verdict) =>
    [verdict.result, ...('fields' in verdict ? verdict.fields.map(({ cause }) => cause) : [])].join(' '),
  );
}

test('git has moved on from a certificate authority that Argo CD applied', () => {
  expect(told(certified('QUJD'), ['argocd-controller', 'Apply'])).toEqual(['stale argo-cd']);
  expect(told(certified(), ['argocd-controller', 'Apply'])).toEqual(['stale argo-cd']);
});

test('whoever answers writes its own, also if Argo CD applied it with it', () => {
  expect(told(certified('QUJD'), ['cert-manager-cainjector', 'Update'])).toEqual(['clean']);
  expect(told(certified(), ['cert-manager-cainjector', 'Update'])).toEqual(['clean']);
  expect(
    told(certified('QUJD'), ['argocd-controller', 'Apply'], ['cert-manager-cainjector', 'Update']),
  ).toEqual(['clean']);
});

test('a person does not', () => {
  expect(told(certified('QUJD'), ['kubectl-edit', 'Update'])).toEqual(['drifted person']);
});
