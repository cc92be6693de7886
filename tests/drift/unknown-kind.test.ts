import { expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { judgeFields } from '../../src/drift/judge.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { definition } from './objects.ts';

const argocd = { manager: 'argocd-controller', operation: 'Apply', fieldsV1: rules() };
const person = { manager: 'kubectl-edit', operation: 'Update', fieldsV1: rules() };

function rules() {
  return { 'f:spec': { 'f:rules': {} } };
}

function widget(items: readonly object[], ...managedFields: object[]): KubernetesObject {
  const metadata = { name: 'a', namespace: 'a', ...(managedFields.length > 0 && { managedFields }) };
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata, spec: { rules: items } };
}

const git = widget([{ host: 'a', tags: ['x'] }]);
const filled = { host: 'a', tags: ['x'], port: 80 };

/** `CAUSE FIELD` of each. */
function told(live: KubernetesObject, predicted?: KubernetesObject, facts = loadFacts()): string[] {
  const { fields } = judgeFields(new ObjectComparer(facts), git, live, () => true, predicted);
  return fields.map(({ cause, change }) => `${cause} ${change.where}`);
}

test('what a definition that nobody knows fills into items of a list that Argo CD applied is a default', () => {
  expect(told(widget([filled], argocd))).toEqual([]);
  expect(told(widget([{ ...filled, nested: { deep: [1] } }], argocd))).toEqual([]);
});

test('what a person owns is told', () => {
  expect(told(widget([filled], person))).toEqual(['person spec.rules[0].port']);
  expect(told(widget([filled], argocd, person))).toEqual(['argo-cd spec.rules[0].port']);
});

test('further items are told, as no definition fills them in', () => {
  expect(told(widget([filled, filled], argocd))).toEqual(['argo-cd spec.rules[1]']);
  expect(told(widget([{ ...filled, tags: ['x', 'y'] }], argocd))).toEqual(['argo-cd spec.rules[0].tags[1]']);
});

test('what Argo CD applied to an item that has owners of its own is told, as git has moved on', () => {
  const item = { 'k:{"host":"a"}': { '.': {}, 'f:host': {}, 'f:tags': {}, 'f:port': {} } };
  const apply = { ...argocd, fieldsV1: { 'f:spec': { 'f:rules': item } } };
  expect(told(widget([filled], apply))).toEqual(['argo-cd spec.rules[0].port']);
});

test('what the API server would take out is told, and what a known definition does not fill in', () => {
  expect(told(widget([filled], argocd), git)).toEqual(['argo-cd spec.rules[0].port']);
  const known = loadFacts().extendedWith([definition('example.com', 'v1', 'Widget', 'widgets')]);
  expect(told(widget([filled], argocd), undefined, known)).toEqual(['argo-cd spec.rules[0].port']);
});
