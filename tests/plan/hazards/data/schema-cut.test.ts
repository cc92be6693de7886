import { expect, test } from 'vitest';
import { told } from '../../told.ts';

/** A definition with a schema of `spec`, and one of `status`. */
const definition = (spec: string, status = ''): string =>
  `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: carts.example.com}, spec: {group: example.com, scope: Namespaced, names: {kind: Cart, plural: carts}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, ${spec}}, status: {type: object, properties: {${status}}}}}}}]}}`;
const text = '{type: string}';
const forgotten = (names: string): string =>
  `warning protection-cut: no longer knows ${names}: what objects have there is dropped`;

test.each<[string, string, string, string[]]>([
  [
    'a field',
    definition(`properties: {a: ${text}, b: ${text}}`),
    definition(`properties: {a: ${text}}`),
    [forgotten('spec.b')],
  ],
  [
    'a field of items that has the name of a keyword',
    definition(
      `properties: {a: {type: array, items: {type: object, properties: {x: ${text}, items: ${text}}}}}`,
    ),
    definition(`properties: {a: {type: array, items: {type: object, properties: {x: ${text}}}}}`),
    [forgotten('spec.a[].items')],
  ],
  [
    'all fields of one that has the name of a keyword',
    definition(`properties: {properties: {type: object, properties: {x: ${text}}}}`),
    definition('properties: {properties: {type: object}}'),
    [forgotten('spec.properties.*')],
  ],
  [
    'nothing, where all may be there',
    definition(`properties: {a: {type: object, properties: {x: ${text}}}}`),
    definition(`properties: {a: {type: object, additionalProperties: ${text}}}`),
    [],
  ],
  [
    'whatever had no name',
    definition(`x-kubernetes-preserve-unknown-fields: true, properties: {a: ${text}}`),
    definition(`properties: {a: ${text}}`),
    [forgotten('spec.*')],
  ],
  [
    'a map',
    definition(`properties: {a: {type: object, additionalProperties: ${text}}}`),
    definition('properties: {a: {type: object}}'),
    [forgotten('spec.a.*')],
  ],
  [
    'nothing, where a map may hold anything',
    definition(`properties: {a: {type: object, additionalProperties: ${text}}}`),
    definition('properties: {a: {type: object, x-kubernetes-preserve-unknown-fields: true}}'),
    [],
  ],
  [
    'a default',
    definition(
      `properties: {a: {type: object, default: {properties: {x: "1"}}, properties: {properties: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}`,
    ),
    definition(
      `properties: {a: {type: object, default: {properties: {}}, properties: {properties: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}`,
    ),
    [],
  ],
  [
    'many fields',
    definition(`properties: {x: ${text}, ${[...'abcdefg'].map((name) => `${name}: ${text}`).join(', ')}}`),
    definition(`properties: {x: ${text}}`),
    [forgotten('spec.a, spec.b, spec.c, spec.d, spec.e and 2 more')],
  ],
  ['nothing', definition(`properties: {a: ${text}}`), definition(`properties: {a: ${text}, b: ${text}}`), []],
  [
    'nothing but what it says of a field',
    definition('properties: {a: {type: string, description: x, maxLength: 5}}'),
    definition('properties: {a: {type: string}}'),
    [],
  ],
  [
    'a field that may be there all the same',
    definition(`properties: {a: ${text}, b: ${text}}`),
    definition(`x-kubernetes-preserve-unknown-fields: true, properties: {a: ${text}}`),
    [],
  ],
  ['what controllers write anew', definition('', `a: ${text}, b: ${text}`), definition('', `a: ${text}`), []],
  [
    'a field of a version that is no longer served, told once',
    definition(`properties: {a: ${text}, b: ${text}}`),
    definition(`properties: {a: ${text}}`).replace('served: true', 'served: false'),
    [
      'warning protection-cut: v1 is no longer served: whoever uses this version fails, and objects stored in it may be lost',
    ],
  ],
])('a definition forgets %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
