import { expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

/** What becomes of an object that somebody has updated. */
function resultOf(git: KubernetesObject, edit: object, manager: string, fieldsV1: object): string[] {
  const managedFields = [{ manager, operation: 'Update', fieldsV1 }];
  const live = { ...git, ...edit, metadata: { ...git.metadata, managedFields } };
  return driftOf([{ object: git }], [live], loadFacts()).verdicts.map(({ result }) => result);
}

test('the token of an account is filled in by the token controller, and by nobody else', () => {
  const tokenOf = (type: string, data?: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'token', namespace: 'shop' },
    type,
    ...(data && { data }),
  });
  const token = tokenOf('kubernetes.io/service-account-token');
  const filled = (git: KubernetesObject, manager: string): string[] => {
    const fields = { 'f:data': { '.': {}, 'f:token': {} } };
    return resultOf(git, { data: { token: 'aGFsbG8=' } }, manager, fields);
  };
  expect(filled(token, 'kube-controller-manager')).toEqual(['clean']);
  expect(filled(token, 'kubectl-edit')).toEqual(['drifted']);
  expect(filled(tokenOf('Opaque'), 'kube-controller-manager')).toEqual(['drifted']);
  const said = tokenOf('kubernetes.io/service-account-token', { token: 'YW5kZXJz' });
  expect(filled(said, 'kube-controller-manager')).toEqual(['drifted']);
});

test('weights of a route are the canary’s, and nothing else of its rules is', () => {
  const route = (weight: number, name = 'web'): KubernetesObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ backendRefs: [{ name, port: 80, weight }] }] },
  });
  const rules = { 'f:spec': { 'f:rules': {} } };
  expect(resultOf(route(100), route(80), 'gatewayAPI', rules)).toEqual(['clean']);
  expect(resultOf(route(100), route(80), 'kubectl-edit', rules)).toEqual(['drifted']);
  expect(resultOf(route(100), route(100, 'other'), 'gatewayAPI', rules)).toEqual(['drifted']);
});
