import { expect, test } from 'vitest';
import { checked } from '../checked.ts';

const map = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}';
test('whoever applies a manifest may choose its namespace, but nobody does for a target folder', () => {
  expect(checked({ 'app.yaml': map })).toEqual([]);
  expect(checked({ 'dist/dev/eu-central-1/app/a.yaml': map })).toEqual([
    'error missing-namespace metadata: a ConfigMap needs a namespace',
  ]);
});

test('a namespace where none belongs', () => {
  const role =
    '{apiVersion: v1, kind: PersistentVolume, metadata: {name: a, namespace: shop}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}}}';
  expect(checked(role)).toEqual([
    'warning namespace-ignored metadata.namespace: a PersistentVolume belongs to no namespace: "shop" is ignored',
  ]);
});
