import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { judgeFields } from '../../src/drift/judge.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const comparer = new ObjectComparer(loadFacts());

/** As a webhook of the API server of Kubernetes 1.34 left it: all of the list is Argo CD's. */
function podOf(...keys: readonly string[]): KubernetesObject {
  return ownedBy('argocd-controller', 'Apply', keys);
}

function ownedBy(manager: string, operation: string, keys: readonly string[]): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web',
      namespace: 'shop',
      managedFields: [
        {
          manager,
          operation,
          fieldsV1: { 'f:spec': { 'f:tolerations': {} } },
        },
      ],
    },
    spec: {
      containers: [{ name: 'app', image: 'registry.example/web:1' }],
      tolerations: keys.map((key) => ({ key, operator: 'Exists' })),
    },
  };
}

function toldOf(live: KubernetesObject, predicted?: KubernetesObject): string[] {
  const { fields } = judgeFields(comparer, podOf('spot'), live, () => false, predicted);
  return fields.map(({ cause, change }) => `${cause} ${change.where}`);
}

describe('an item beside those that Argo CD applied as one list', () => {
  test('is no news of git if applying git makes it again', () => {
    expect(toldOf(podOf('spot', 'webhook'), podOf('spot', 'webhook'))).toEqual([]);
  });

  test('is told if it does not: git had it once', () => {
    expect(toldOf(podOf('spot', 'old', 'webhook'), podOf('spot', 'webhook'))).toEqual([
      'argo-cd spec.tolerations[1]',
    ]);
  });

  test('is not of the person who wrote the list, but for what applying git does not make again', () => {
    const live = ownedBy('kubectl-patch', 'Update', ['spot', 'mine', 'webhook']);
    expect(toldOf(live, podOf('spot', 'webhook'))).toEqual(['person spec.tolerations[1]']);
  });

  test('is told where the API server was not asked, but for what it fills in by itself', () => {
    expect(toldOf(podOf('spot', 'node.kubernetes.io/not-ready'))).toEqual([]);
    const [git, live] = [ofOtherKind(podOf('spot')), ofOtherKind(podOf('spot', 'webhook'))];
    const { fields } = judgeFields(comparer, git, live, () => false);
    expect(fields.map(({ cause }) => cause)).toEqual(['argo-cd']);
  });
});

/** Of which nobody knows what is filled in. */
function ofOtherKind(pod: KubernetesObject): KubernetesObject {
  return { ...pod, apiVersion: 'example.com/v1', kind: 'Other' };
}
