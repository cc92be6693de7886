import { expect, test } from 'vitest';
import { findingsOver } from '../checked.ts';

/** Findings on a definition with one rule, on a text or on what the schema says, as `line:column message`. */
function rulesOf(rule: string, schema = '{type: string, x-kubernetes-validations: [RULE]}'): string[] {
  const text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.build.example.com}
spec:
  group: build.example.com
  scope: Namespaced
  names: {kind: Thing, listKind: ThingList, plural: things, singular: thing}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                of: ${schema.replace('RULE', rule)}
`;
  return findingsOver(text).map(({ location, message }) => {
    const at = 'spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.of';
    return `${location?.line}:${location?.column} ${message.replace(at, '…')}`;
  });
}

test('a rule that compiles is nothing to tell', () => {
  expect(rulesOf("{rule: self != 'a', messageExpression: self, reason: FieldValueForbidden}")).toEqual([]);
});

test('a rule that does not compile is told with its place', () => {
  expect(rulesOf('{rule: self > 1}')).toEqual([
    "19:70 ….x-kubernetes-validations[0].rule: does not compile, at 1:6: found no matching overload for '_>_' applied to '(string, int)'",
  ]);
});

test.each([
  ['{rule: "self =="}', 'does not compile, at 1:8'],
  ['{rule: self}', 'rule: must evaluate to bool but got string'],
  ['{rule: ""}', 'rule: is missing'],
  [`{rule: self.matches('(')}`, 'does not compile, at 1:14: invalid matches argument'],
  ['{rule: self.foo() == 1}', "undeclared reference to 'foo'"],
  ['{rule: other == self}', "undeclared reference to 'other'"],
  ['{rule: self == oldSelf, message: " "}', 'message: holds only blanks'],
  ['{rule: "self == oldSelf", message: "a\\nb"}', 'message: must not contain line breaks'],
  ['{rule: "self ==\\noldSelf"}', 'message: is missing'],
  ['{rule: "self != \'\'", messageExpression: " "}', 'messageExpression: holds only blanks'],
  ['{rule: "self != \'\'", messageExpression: self.foo}', 'messageExpression: does not compile'],
  [
    '{rule: "self != \'\'", messageExpression: size(self)}',
    'messageExpression: must evaluate to string but got int',
  ],
  ['{rule: "self != \'\'", fieldPath: .foo}', 'leads to no field'],
  ['{rule: "self != \'\'", optionalOldSelf: true}', 'is set although the rule has no oldSelf'],
  ['{rule: "self == oldSelf", optionalOldSelf: true}', "found no matching overload for '_==_'"],
])('%s', (rule, expected) => {
  expect(rulesOf(rule)).toEqual([expect.stringContaining(expected)]);
});

test('a rule on changes needs items that are known by their keys', () => {
  const items =
    'items: {type: object, properties: {name: {type: string, maxLength: 9}}, x-kubernetes-validations: [RULE]}';
  const rule = '{rule: self.name == oldSelf.name}';
  expect(rulesOf(rule, `{type: array, maxItems: 9, ${items}}`)).toEqual([
    expect.stringContaining('oldSelf is used below a list'),
  ]);
  const keys = 'x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name]';
  expect(
    rulesOf(
      rule,
      `{type: array, maxItems: 9, ${keys}, ${items.replace('type: object', 'type: object, required: [name]')}}`,
    ),
  ).toEqual([]);
});

test('a rule that may cost too much is told, and the definition that has it', () => {
  const unlimited = '{type: array, items: {type: string}, x-kubernetes-validations: [RULE]}';
  expect(rulesOf('{rule: "self.all(a, self.all(b, a == b))"}', unlimited)).toEqual([
    '19:92 ….x-kubernetes-validations[0].rule: may cost more than 1000000000 units',
    '14:11 spec.versions[0].schema.openAPIV3Schema: has rules (most of all properties.spec.properties.of.x-kubernetes-validations[0].rule) that may cost more than 10000000000 units',
  ]);
});

test('rules in allOf are refused, and are about what it stands beside', () => {
  expect(rulesOf('{rule: self > 1}', '{type: string, allOf: [{x-kubernetes-validations: [RULE]}]}')).toEqual([
    expect.stringContaining('….allOf[0].x-kubernetes-validations: may not be said below allOf'),
    expect.stringContaining('….allOf[0].x-kubernetes-validations[0].rule: does not compile'),
  ]);
});

test('fields without a type cannot have rules', () => {
  expect(
    rulesOf(
      '{rule: "true"}',
      '{x-kubernetes-preserve-unknown-fields: true, x-kubernetes-validations: [RULE]}',
    ),
  ).toEqual([expect.stringContaining('is about a value whose schema has no type')]);
});

test('a pattern that RE2 does not know is told with its place', () => {
  expect(rulesOf('', '{type: string, pattern: "^(?!a)"}')).toEqual([
    expect.stringMatching(/^19:\d+ ….pattern: "\^\(\?!a\)" does not compile: /),
  ]);
});

test('of a schema that cannot be read, the first thing is told that keeps it from being read', () => {
  expect(rulesOf('', '{type: array, items: {type: str}}')).toEqual([
    expect.stringContaining('….items.type: "str" is no type'),
  ]);
});

test('keys that are no list of names are told by the schema alone', () => {
  const list = (keys: string) =>
    `{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: ${keys}, default: [{name: a}], items: {type: object, required: [name], properties: {name: {type: string}}}}`;
  expect(rulesOf('', list('[name]'))).toEqual([]);
  expect(rulesOf('', list('[1]'))).toEqual([expect.stringContaining('must be a string, not the number 1')]);
  expect(rulesOf('', list('1'))[0]).toContain('must be a list, not the number 1');
});
