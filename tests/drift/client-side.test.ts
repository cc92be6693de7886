import { expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { judgeFields } from '../../src/drift/judge.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const comparer = new ObjectComparer(loadFacts());

const deployment = (spec: object = {}, pod: object = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'web:1' }], ...pod },
    },
    ...spec,
  },
});
const git = deployment();
const left = deployment({ minReadySeconds: 5 }, { serviceAccountName: 'root' });

/** With what Argo CD's Update owns beside what it applies now, be that what it left or what a webhook added. */
function live(annotations: object): KubernetesObject {
  const fields = {
    'f:metadata': { 'f:annotations': annotations },
    'f:spec': { 'f:minReadySeconds': {}, 'f:template': { 'f:spec': { 'f:serviceAccountName': {} } } },
  };
  const managedFields = [
    { manager: 'argocd-controller', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:selector': {} } } },
    { manager: 'argocd-controller', operation: 'Update', fieldsV1: fields },
  ];
  return { ...left, metadata: { ...left.metadata, managedFields } };
}
const clientSide = live({ 'f:kubectl.kubernetes.io/last-applied-configuration': {} });

const told = (found: KubernetesObject, ...asked: readonly KubernetesObject[]): string[] =>
  judgeFields(comparer, git, found, () => false, ...asked).fields.map(
    ({ cause, change }) => `${cause} ${change.where}`,
  );

test('what Argo CD applied on the client’s side, and git has dropped since, is told', () => {
  expect(told(clientSide, left, git)).toEqual([
    'unknown spec.minReadySeconds',
    'unknown spec.template.spec.serviceAccountName',
  ]);
});

test('what the API server or a webhook would add again is not', () => {
  expect(told(clientSide, left, left)).toEqual([]);
  expect(told(clientSide, left, deployment({ minReadySeconds: 5 }))).toEqual([
    'unknown spec.template.spec.serviceAccountName',
  ]);
});

test('nothing is without asking, but the question is there', () => {
  const judged = judgeFields(comparer, git, clientSide, () => false);
  expect(judged).toMatchObject({ fields: [], isDoubtful: true });
  expect(judged.suspects).toHaveLength(2);
});

test('what a webhook adds while Argo CD applies on the server’s side is its own', () => {
  expect(told(live({ 'f:mesh.example/status': {} }), left, git)).toEqual([]);
});
