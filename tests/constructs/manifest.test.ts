import { expect, test } from 'vitest';
import { ClusterManifest, Manifest } from '../../src/constructs/manifest.ts';
import type { ConfigMap } from '../../src/kubernetes/1.34/types/v1.ts';
import { exampleChart } from './fixtures.ts';

test('an object gets the namespace, the labels and the sync wave of its app', () => {
  const object = new Manifest<ConfigMap>(exampleChart(), 'config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data: { COLOUR: 'blue' },
  });

  expect(object.toJson()).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'settings',
      namespace: 'shop-api',
      annotations: { 'argocd.argoproj.io/sync-wave': '-5' },
      labels: {
        'app.kubernetes.io/name': 'shop-api',
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/managed-by': 'plumbline',
        'plumbline.dev/environment': 'dev',
        'plumbline.dev/region': 'ap-northeast-1',
        'plumbline.dev/owner': 'team-shop',
        'plumbline.dev/cost-center': 'cc-100',
        'plumbline.dev/tier': '1',
      },
    },
    data: { COLOUR: 'blue' },
  });
});

test('a namespace, label or annotation that is given wins', () => {
  const object = new Manifest(exampleChart(), 'config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'settings',
      namespace: 'elsewhere',
      labels: { 'plumbline.dev/tier': '0' },
      annotations: { 'argocd.argoproj.io/sync-wave': '7' },
    },
  });

  expect(object.toJson().metadata).toMatchObject({
    namespace: 'elsewhere',
    labels: { 'plumbline.dev/tier': '0', 'plumbline.dev/owner': 'team-shop' },
    annotations: { 'argocd.argoproj.io/sync-wave': '7' },
  });
});

test('a cluster-scoped object has no namespace, a kind without a place no sync wave', () => {
  const object = new ClusterManifest(exampleChart(), 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'reader' },
  });

  expect(object.toJson().metadata).not.toHaveProperty('namespace');
  expect(object.toJson().metadata).not.toHaveProperty('annotations');
});
