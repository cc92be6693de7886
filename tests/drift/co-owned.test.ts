import { expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const metadata = { name: 'web', namespace: 'web' };
const object = { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'web' } } };

function owner(manager: string, operation: string) {
  return { manager, operation, apiVersion: 'v1', fieldsV1: { 'f:spec': { 'f:selector': {} } } };
}

/** With the hash of a canary's pods, and whoever owns the selector. */
function live(...managedFields: object[]): KubernetesObject {
  const annotations = { 'argocd.argoproj.io/tracking-id': 'web:/Service:web/web' };
  const selector = { app: 'web', 'rollouts-pod-template-hash': '6d4c' };
  return { ...object, metadata: { ...metadata, annotations, managedFields }, spec: { selector } };
}

function resultsOf(found: KubernetesObject): string[] {
  return driftOf([{ object }], [found], loadFacts()).verdicts.map(({ result }) => result);
}

test('what Rollouts sets, and Argo CD applied as it found it, with RespectIgnoreDifferences, is no drift', () => {
  const [rollouts, argocd] = [owner('rollouts-controller', 'Update'), owner('argocd-controller', 'Apply')];
  expect(resultsOf(live(rollouts, argocd))).toEqual(['clean']);
  expect(resultsOf(live(argocd))).toEqual(['stale']);
});
