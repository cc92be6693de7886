import { soundDefinition } from './definition.cases.ts';
import { type Row, rows } from './rows.ts';

const schema = 'spec.versions.0.schema.openAPIV3Schema';
const withDefault = (fields: object) => ({ type: 'string', default: 'a', ...fields });
const ruled = (value: string, ...rules: readonly object[]) =>
  withDefault({ default: value, 'x-kubernetes-validations': rules });
const object = (fields: object) => ({
  type: 'object',
  properties: { a: withDefault({}), b: { type: 'string' } },
  ...fields,
});
const embedded = {
  type: 'object',
  'x-kubernetes-embedded-resource': true,
  properties: { a: withDefault({}) },
  required: ['a'],
};
const head = { apiVersion: 'v1', kind: 'Thing' };

/** Changes to defaults of a CustomResourceDefinition, which are judged as they stand: as in `validated.cases.ts`. */
export const defaults: readonly Row[] = [
  ...rows('CustomResourceDefinition', `${schema}.properties.spec.properties.of`, {
    accepted: [
      object({ required: ['a'], default: { a: 'b' } }),
      object({ required: ['a'] }),
      object({ default: {} }),
      object({ maxProperties: 1, default: { b: 'b' } }),
      { ...embedded, default: { ...head, a: 'b' } },
      ruled('good', { rule: "self != 'bad'" }),
      ruled('good', { rule: 'self == oldSelf' }),
      ruled('good', { rule: "oldSelf.hasValue() || self == 'good'", optionalOldSelf: true }),
      object({ default: { b: 'b' }, 'x-kubernetes-validations': [{ rule: "has(self.b) && self.b == 'b'" }] }),
      object({ 'x-kubernetes-validations': [{ rule: 'has(self.b)' }] }),
    ],
    refused: [
      object({ required: ['a'], default: {} }),
      object({ minProperties: 1, default: {} }),
      object({ default: { b: null } }),
      object({ default: { c: 'c' } }),
      { ...embedded, default: head },
      { ...embedded, default: { a: 'b' } },
      ruled('bad', { rule: "self != 'bad'" }),
      ruled('bad', { rule: 'self != oldSelf' }),
      ruled('bad', { rule: "oldSelf.hasValue() || self == 'good'", optionalOldSelf: true }),
      object({ default: {}, 'x-kubernetes-validations': [{ rule: 'has(self.a)' }] }),
      {
        type: 'array',
        items: ruled('good', { rule: "self != 'bad'" }),
        default: ['bad'],
      },
    ],
  }),
  ...rows('CustomResourceDefinition', `${schema}.additionalProperties`, { refused: [true, false] }),
  ...rows('CustomResourceDefinition of Kubernetes', 'metadata.annotations', {
    accepted: [
      'https://github.com/kubernetes/kubernetes/pull/1',
      'unapproved, a trial',
      'unapproved',
      'http://a',
    ].map((text) => ({ 'api-approved.kubernetes.io': text })),
    refused: [
      {},
      ...['', 'approved', '/a', 'https://', 'a.b/c'].map((text) => ({ 'api-approved.kubernetes.io': text })),
    ],
  }),
];

const { CustomResourceDefinition: own } = soundDefinition;

export const soundDefaults = {
  'CustomResourceDefinition of Kubernetes': {
    ...own,
    metadata: {
      name: 'things.build.k8s.io',
      annotations: { 'api-approved.kubernetes.io': 'unapproved, a trial' },
    },
    spec: { ...own.spec, group: 'build.k8s.io' },
  },
};
