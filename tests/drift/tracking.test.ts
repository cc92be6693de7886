import { expect, test } from 'vitest';
import { tracked } from '../../src/drift/tracking.ts';

test('objects carry the annotation that Argo CD will give them', () => {
  const annotationOf = (object: Parameters<typeof tracked>[0]): unknown =>
    tracked(object, 'dev-near-argocd-access', 'argocd-access').metadata.annotations;
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'manager' },
  };
  expect(annotationOf(role)).toEqual({
    'argocd.argoproj.io/tracking-id':
      'dev-near-argocd-access:rbac.authorization.k8s.io/ClusterRole:argocd-access/manager',
  });
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: 'manager',
      namespace: 'elsewhere',
      annotations: { 'argocd.argoproj.io/sync-wave': '-5' },
    },
  };
  expect(annotationOf(account)).toEqual({
    'argocd.argoproj.io/sync-wave': '-5',
    'argocd.argoproj.io/tracking-id': 'dev-near-argocd-access:/ServiceAccount:elsewhere/manager',
  });
});
