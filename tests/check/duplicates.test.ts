import { expect, test } from 'vitest';
import { checked, configMap, findingsOver, object } from './checked.ts';

test('an object in two files is told at the second, with the place of the first', () => {
  const findings = findingsOver({ 'a.yaml': configMap, 'b.yaml': configMap });
  expect(findings).toMatchObject([
    {
      severity: 'error',
      rule: 'duplicate-object',
      message: 'metadata.name: ConfigMap shop/web is also in a.yaml:2:52',
      location: { file: 'b.yaml' },
    },
  ]);
});

test('an object in two versions of its API is one object', () => {
  expect(
    checked(
      object('VirtualService', 'networking.istio.io/v1', 'a', 'spec: {hosts: [x]}') +
        object('VirtualService', 'networking.istio.io/v1beta1', 'a', 'spec: {hosts: [x]}'),
    ),
  ).toEqual([
    'error duplicate-object metadata.name: VirtualService.networking.istio.io shop/a is also in x.yaml:2:77',
  ]);
});

test('each of two targets may have an object', () => {
  expect(
    checked({ 'dist/dev/us-west-2/a/x.yaml': configMap, 'dist/dev/eu-central-1/a/x.yaml': configMap }),
  ).toEqual([]);
});
