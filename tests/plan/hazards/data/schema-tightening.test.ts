import { expect, test } from 'vitest';
import { told } from '../../told.ts';

/** A definition with a schema of `spec`. */
const definition = (spec: string, status = ''): string =>
  `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: carts.example.com}, spec: {group: example.com, scope: Namespaced, names: {kind: Cart, plural: carts}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, ${spec}}, status: {type: object, properties: {${status}}}}}}}]}}`;
const field = (schema: string): string => definition(`properties: {a: {${schema}}}`);
const stricter = (what: string): string =>
  `warning schema-tightening: is stricter about ${what}: what does not comply is refused when it is created, or changed there`;

test.each<[string, string, string]>([
  [
    'a (required)',
    definition('properties: {a: {type: string}}'),
    definition('required: [a], properties: {a: {type: string}}'),
  ],
  ['a (enum)', field('type: string, enum: [x, y]'), field('type: string, enum: [x]')],
  ['a (enum)', field('type: string'), field('type: string, enum: [x]')],
  ['a (type)', field('type: string'), field('type: integer, maximum: 5')],
  ['a (type)', field('x-kubernetes-int-or-string: true'), field('type: string')],
  ['a (maximum)', field('type: integer, maximum: 10'), field('type: integer, maximum: 5')],
  ['a (maxLength)', field('type: string'), field('type: string, maxLength: 5')],
  ['a (minimum)', field('type: integer, minimum: 1'), field('type: integer, minimum: 2')],
  ['a (nullable)', field('type: string, nullable: true'), field('type: string')],
  ['a (pattern)', field('type: string, pattern: a'), field('type: string, pattern: b')],
  [
    'a (x-kubernetes-validations)',
    field('type: integer'),
    field('type: integer, x-kubernetes-validations: [{rule: self < 5}]'),
  ],
  ['a (minLength)', field('type: string'), field('type: string, minLength: 1')],
  ['a (format)', field('type: string'), field('type: string, format: date-time')],
  [
    'a (pattern)',
    field('type: string, allOf: [{pattern: a}]'),
    field('type: string, allOf: [{pattern: a}, {pattern: b}]'),
  ],
  [
    'a (pattern)',
    field('x-kubernetes-int-or-string: true'),
    field('x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: a'),
  ],
  ['a (anyOf)', field('type: object'), field('type: object, anyOf: [{required: [x]}, {required: [y]}]')],
  [
    'a (x-kubernetes-list-type)',
    field('type: array, items: {type: string}'),
    field('type: array, items: {type: string}, x-kubernetes-list-type: set'),
  ],
  [
    'a.b (maxLength)',
    field('type: object, properties: {b: {type: string}}'),
    field('type: object, properties: {b: {type: string}}, allOf: [{properties: {b: {maxLength: 5}}}]'),
  ],
  [
    'a[].b (maxLength)',
    field('type: array, items: {type: object, properties: {b: {type: string}}}'),
    field('type: array, items: {type: object, properties: {b: {type: string, maxLength: 5}}}'),
  ],
  [
    'a{} (maxLength)',
    field('type: object, additionalProperties: {type: string}'),
    field('type: object, additionalProperties: {type: string, maxLength: 5}'),
  ],
])('a definition is stricter about %s', (what, before, after) =>
  expect(told(before, after)).toEqual([stricter(`spec.${what}`)]),
);

test('many fields that a definition is stricter about are told in one line', () => {
  const fields = (schema: string): string =>
    definition(`properties: {${[...'abcdefg'].map((name) => `${name}: {${schema}}`).join(', ')}}`);
  const named = [...'abcde'].map((name) => `spec.${name} (minLength)`).join(', ');
  expect(told(fields('type: string'), fields('type: string, minLength: 1'))).toEqual([
    stricter(`${named} and 2 more`),
  ]);
});

test.each<[string, string, string]>([
  ['a value more', field('type: string, enum: [x]'), field('type: string, enum: [y, x]')],
  ['any value', field('type: string, enum: [x]'), field('type: string')],
  ['a wider type', field('type: integer'), field('type: number')],
  [
    'texts beside numbers',
    field('type: integer'),
    field('x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]'),
  ],
  [
    'texts that it binds, beside numbers',
    field('type: integer'),
    field('x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: a'),
  ],
  [
    'none at least',
    field('type: array, items: {type: string}'),
    field('type: array, items: {type: string}, minItems: 0'),
  ],
  ['no text at least', field('type: string'), field('type: string, minLength: 0')],
  [
    'the same values twice',
    field('type: string, enum: [x, y]'),
    field('type: string, allOf: [{enum: [x, y]}, {enum: [x, y]}]'),
  ],
  [
    'the same length, all of one',
    field('type: string, maxLength: 5'),
    field('type: string, allOf: [{maxLength: 5}]'),
  ],
  [
    'the same length, of its own',
    field('type: string, allOf: [{maxLength: 5}]'),
    field('type: string, maxLength: 5'),
  ],
  [
    'a field of one part',
    field(
      'type: object, properties: {b: {type: string}}, allOf: [{properties: {b: {maxLength: 5}}, required: [b]}]',
    ),
    field('type: object, properties: {b: {type: string, maxLength: 5}}, required: [b]'),
  ],
  [
    'no item twice, told by key',
    field('type: array, items: {type: string}, x-kubernetes-list-type: set'),
    field('type: array, items: {type: string}, x-kubernetes-list-type: map'),
  ],
  ['numbers of some bits', field('type: integer'), field('type: integer, format: int64')],
  ['more', field('type: integer, maximum: 5'), field('type: integer, maximum: 10')],
  [
    'a rule less',
    field('type: integer, x-kubernetes-validations: [{rule: self < 5}]'),
    field('type: integer'),
  ],
  [
    'a rule with another message',
    field('type: integer, x-kubernetes-validations: [{rule: self < 5}]'),
    field('type: integer, x-kubernetes-validations: [{rule: self < 5, message: no}]'),
  ],
  [
    'a field that it fills in',
    definition('properties: {a: {type: string}}'),
    definition('required: [a], properties: {a: {type: string, default: x}}'),
  ],
  [
    'a field that need not be there',
    definition('required: [a], properties: {a: {type: string}}'),
    definition('properties: {a: {type: string}}'),
  ],
  [
    'a new field, whatever it asks',
    definition('properties: {}'),
    definition(
      'properties: {a: {type: object, required: [b], properties: {b: {type: string, maxLength: 5}}}}',
    ),
  ],
  ['another description', field('type: string, description: x'), field('type: string, description: y')],
  [
    'what controllers write',
    definition('', 'a: {type: string}'),
    definition('', 'a: {type: string, maxLength: 5}'),
  ],
])('a definition that takes %s is not stricter', (_, before, after) =>
  expect(told(before, after)).toEqual([]),
);
