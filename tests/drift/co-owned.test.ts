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

test('a weight that Rollouts has left out, as it is 0, is no drift; one that a person has removed is', () => {
  const route = (weight?: number) => ({
    destination: { host: 'web-canary' },
    ...(weight !== undefined && { weight }),
  });
  const virtualService = (http: readonly object[], manager: string): KubernetesObject => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: {
      ...metadata,
      annotations: { 'argocd.argoproj.io/tracking-id': 'web:networking.istio.io/VirtualService:web/web' },
      managedFields: [
        {
          manager,
          operation: 'Update',
          apiVersion: 'networking.istio.io/v1',
          fieldsV1: { 'f:spec': { 'f:http': {} } },
        },
      ],
    },
    spec: { hosts: ['web'], http },
  });
  const [wanted] = [virtualService([{ name: 'primary', route: [route(0)] }], '')].map(
    ({ metadata: { managedFields: _, ...rest }, ...each }) => ({ ...each, metadata: rest }),
  );
  const found = (manager: string, name = 'primary') => virtualService([{ name, route: [route()] }], manager);
  const results = (live: KubernetesObject) =>
    driftOf([{ object: wanted as KubernetesObject }], [live], loadFacts()).verdicts.map(
      ({ result }) => result,
    );
  expect(results(found('rollouts-controller'))).toEqual(['clean']);
  expect(results(found('kubectl-edit'))).toEqual(['drifted']);
  expect(results(found('rollouts-controller', 'other'))).toEqual(['drifted']);
});
