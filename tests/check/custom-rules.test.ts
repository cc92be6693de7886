import { describe, expect, test } from 'vitest';
import { checkManifests } from '../../src/check/check.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { createValidator } from '../../src/schema/validator.ts';
import { checked } from './checked.ts';

const facts = loadFacts();
const judges = { facts, validator: createValidator(facts) };

/** A definition of `Tower` with rules of every kind. */
const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: towers.build.example.com}
spec:
  group: build.example.com
  scope: Namespaced
  names: {kind: Tower, listKind: TowerList, plural: towers, singular: tower}
  versions:
    - name: v1
      served: true
      storage: true
      subresources: {status: {}}
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-validations:
            - {rule: "self.metadata.name != 'babel'", message: is known to fall}
          properties:
            spec:
              type: object
              required: [floors]
              x-kubernetes-validations:
                - rule: self.floors <= self.limit
                  messageExpression: "'at most %d floors'.format([self.limit])"
                  fieldPath: .floors
                  reason: FieldValueForbidden
              properties:
                floors: {type: integer, maximum: 1000}
                limit: {type: integer, default: 9}
                material:
                  type: string
                  maxLength: 20
                  x-kubernetes-validations: [{rule: self == oldSelf, message: cannot be replaced}]
                rooms:
                  type: array
                  maxItems: 9
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    x-kubernetes-validations:
                      - {rule: self.beds >= oldSelf.beds, message: no bed goes}
                      - {rule: self.beds < 5, message: too many beds}
                    properties: {name: {type: string, maxLength: 9}, beds: {type: integer}}
`;

const tower = (spec: string, name = 'pisa'): string =>
  `---\n{apiVersion: build.example.com/v1, kind: Tower, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}\n`;

/** The findings on a change, as `severity line:column message`. */
function change(from: string, to: string): string[] {
  const [base, head] = [from, to].map((text) => readManifests(text, 'x.yaml').manifests);
  return checkManifests({ manifests: head ?? [], base: base ?? [], ...judges }).findings.map(
    ({ severity, location, message }) => `${severity} ${location?.line}:${location?.column} ${message}`,
  );
}

const added = (...texts: string[]): string[] => texts.flatMap((text) => checked(definition + text));

describe('an object that is created', () => {
  test('is held to the rules after it was defaulted, in the words of the API server', () => {
    expect(added(tower('{floors: 9}'))).toEqual([]);
    expect(added(tower('{floors: 10}'))).toEqual([
      'error custom-rule spec.floors: Forbidden: at most 9 floors',
    ]);
    expect(added(tower('{floors: 10, limit: 12}'))).toEqual([]);
  });

  test('is held to rules on the whole of it', () => {
    expect(added(tower('{floors: 1}', 'babel'))).toEqual([
      'error custom-rule Invalid value: "object": is known to fall',
    ]);
  });

  test('is not asked what changed', () => {
    expect(added(tower('{floors: 1, material: straw}'))).toEqual([]);
  });

  test.each([
    '{floors: many}',
    '{}',
    '{floors: 10, material: straw-and-mud-and-bricks}',
    '{floors: 10, roof: 1}',
  ])('%s is not held to rules: the schema has something against it already', (spec) => {
    expect(added(tower(spec)).map((line) => line.split(' ')[1])).not.toContain('custom-rule');
  });

  test('is held to rules beside a number that is too large, as the API server does', () => {
    expect(added(tower('{floors: 1001}'))).toEqual([
      'error invalid-value spec.floors: 1001 is too large',
      'error custom-rule spec.floors: Forbidden: at most 9 floors',
    ]);
  });
});

describe('an object that is updated', () => {
  test('is held to the rules on changes', () => {
    expect(
      change(tower('{floors: 1, material: straw}'), definition + tower('{floors: 1, material: mud}')),
    ).toEqual(['error 48:118 spec.material: Invalid value: "string": cannot be replaced']);
  });

  test('has items that are known by their keys', () => {
    const before = tower('{floors: 1, rooms: [{name: a, beds: 1}, {name: b, beds: 3}]}');
    expect(
      change(before, definition + tower('{floors: 1, rooms: [{name: b, beds: 2}, {name: c, beds: 1}]}')),
    ).toEqual(['error 48:116 spec.rooms[0]: Invalid value: "object": no bed goes']);
  });

  test('may keep what was wrong before, with a warning', () => {
    const before = tower('{floors: 1, rooms: [{name: a, beds: 7}]}');
    expect(change(before, definition + tower('{floors: 2, rooms: [{name: a, beds: 7}]}'))).toEqual([
      'warning 48:116 spec.rooms[0]: Invalid value: "object": too many beds',
    ]);
  });

  test('may have been converted, and nobody knows how', () => {
    const before = tower('{floors: 1}').replace('example.com/v1', 'example.com/v1beta1');
    expect(change(before, definition + tower('{floors: 1}'))).toEqual([
      'unjudged 48:14 apiVersion: the object was of build.example.com/v1beta1; what becomes of it, and so what rules say of the change, is not known',
    ]);
  });
});

test('a rule that cannot be decided is told once, and is no error', () => {
  const order = "{'a': self.beds, 'b': 2}.map(name, name)[0] == 'a'";
  const open = definition.replace('self.beds < 5', `"${order}"`);
  expect(open).toContain(order);
  expect(checked(open + tower('{floors: 1, rooms: [{name: a, beds: 1}, {name: b, beds: 1}]}'))).toEqual([
    expect.stringContaining(`whether ${order} holds cannot be told here: the order of a list that is made`),
  ]);
});

test('kinds that are known have their rules', () => {
  const route = `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {rules: [{filters: [{type: RequestRedirect, requestRedirect: {}}], backendRefs: [{name: web, port: 80}]}]}
`;
  expect(checked(route)).toContain(
    'error custom-rule spec.rules[0]: Invalid value: "object": RequestRedirect filter must not be used together with backendRefs',
  );
});
