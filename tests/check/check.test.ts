import { expect, test } from 'vitest';
import { checked, object } from './checked.ts';

test('a kind that is called like a member of every JavaScript object is nothing special', () => {
  expect(checked('apiVersion: v1\nkind: constructor\nmetadata: {name: a}')).toEqual([
    'error unknown-kind kind: v1 has no kind constructor',
  ]);
});

test('custom resources are judged by the definitions beside them', () => {
  const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;
  const widget = object('Widget', 'example.com/v1', 'a', 'spec: {size: big}');
  expect(checked(widget)[0]).toMatch(/^unjudged unknown-kind/);
  expect(checked(definition + widget)[0]).toMatch(/^error wrong-type spec.size:/);
});
