import { expect, test } from 'vitest';
import { readCustomObject } from '../../src/kubernetes/defaults/custom.ts';
import type { ApiSchema } from '../../src/kubernetes/facts.ts';

/** Of spec, as `apiVersion`, `kind` and `metadata` are read otherwise. */
function read(spec: unknown, properties: Readonly<Record<string, ApiSchema>>): unknown {
  const object = { apiVersion: 'example.com/v1', kind: 'Letter', metadata: { name: 'a' }, spec };
  const schema = { type: 'object', properties: { spec: { type: 'object', properties } } };
  return (readCustomObject(object, schema) as { spec: unknown }).spec;
}

const text = { type: 'string' };

test('a null that its field does not allow is gone, in maps too, or gives way to the default', () => {
  const limits = { type: 'object', additionalProperties: text };
  expect(read({ limits: { cpu: null, memory: '1Gi' } }, { limits })).toEqual({ limits: { memory: '1Gi' } });
  expect(read({ title: null }, { title: text })).toEqual({});
  expect(read({ title: null }, { title: { ...text, default: 'none' } })).toEqual({ title: 'none' });
  expect(read({ title: null }, { title: { ...text, nullable: true } })).toEqual({ title: null });
});

test('a field that no schema knows is gone, unless unknown fields are kept', () => {
  expect(read({ titel: 'x' }, { title: text })).toEqual({});
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  expect(read({ extra: { any: null } }, { extra: open })).toEqual({ extra: { any: null } });
});
