import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const frozen = '{type: string, x-kubernetes-validations: [{rule: self == oldSelf}]}';
const schema = `{type: object, properties: {spec: {type: object, properties: {engine: ${frozen}, zones: {type: object, additionalProperties: ${frozen}}}}}}`;
const definition = (label: string): string =>
  `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: carts.example.com, labels: {v: ${label}}}, spec: {group: example.com, scope: Namespaced, names: {kind: Cart, plural: carts}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: ${schema}}}]}}`;
const cart = (spec: string): string => object('example.com/v1', 'Cart', `spec: {${spec}}`);
const refused = (field: string): string =>
  `error immutable-field: ${field} cannot be changed: the API server refuses the update, and the sync fails`;

test.each<[string, string, string, string[]]>([
  ['another value', 'engine: old', 'engine: new', [refused('spec.engine')]],
  ['another value of a key', 'zones: {a: x}', 'zones: {a: z}', [refused('spec.zones.a')]],
  ['a first value', 'zones: {}', 'zones: {}, engine: new', []],
  ['no value any more', 'zones: {}, engine: old', 'zones: {}', []],
  ['one key more, one less', 'zones: {a: x}', 'zones: {b: x}', []],
])('what a definition beside it forbids to change: %s', (_, before, after, expected) => {
  for (const label of ['a', 'b'])
    expect(
      told(`${definition('a')}\n---\n${cart(before)}`, `${definition(label)}\n---\n${cart(after)}`),
    ).toEqual(expected);
});

const pool = (spec: string): string =>
  `{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: a}, spec: {${spec}}}`;
const nodes = (rest: string, group = 'karpenter.k8s.aws'): string =>
  pool(
    `template: {spec: {requirements: [], nodeClassRef: {group: ${group}, kind: EC2NodeClass, name: a}}}, ${rest}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'another class of nodes',
    nodes(''),
    nodes('', 'example.com'),
    [
      'error immutable-field: spec.template.spec.nodeClassRef cannot be changed so (nodeClassRef.group is immutable): the API server refuses the update, and the sync fails',
    ],
  ],
  [
    'a fixed number of nodes',
    nodes(''),
    nodes('replicas: 3'),
    [
      'error immutable-field: spec cannot be changed so (Cannot transition NodePool between static (replicas set) and dynamic (replicas unset) provisioning modes): the API server refuses the update, and the sync fails',
    ],
  ],
  ['another fixed number of nodes', nodes('replicas: 3'), nodes('replicas: 4'), []],
])('rules about changes: %s', (_, before, after, expected) =>
  expect(told(before, after).filter((each) => each.includes('immutable-field'))).toEqual(expected),
);
