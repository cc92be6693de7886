import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const definition = (...versions: readonly string[]): string =>
  object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    `spec: {versions: [${versions.map((each) => `{served: true, ${each}}`).join(', ')}]}`,
  );
const status = 'subresources: {status: {}}';

test('a definition whose status controllers cannot write any more', () =>
  expect(told(definition(`name: v1, ${status}`), definition('name: v1'))).toEqual([
    'warning protection-cut: status is no longer a subresource of all its versions: controllers that write it there fail',
  ]));

test.each<[string, string, string]>([
  ['that they could not write before', definition('name: v1'), definition('name: v1', 'name: v2')],
  ['that they can write at last', definition('name: v1'), definition(`name: v1, ${status}`)],
  [
    'in one more version',
    definition(`name: v1, ${status}`),
    definition(`name: v1, ${status}`, `name: v2, ${status}`),
  ],
])('a status %s', (_, before, after) => expect(told(before, after)).toEqual([]));

test('a port that is no longer measured', () => {
  const monitor = (...ports: readonly string[]): string =>
    object(
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      `spec: {endpoints: [${ports.map((port) => `{port: ${port}}`).join(', ')}]}`,
    );
  expect(told(monitor('a', 'b'), monitor('a'))).toEqual([
    'warning protection-cut: /metrics of one of its 2 ports is no longer measured: what goes by it, as alerts and scalers, sees nothing',
  ]);
  expect(told(monitor('a'), monitor('b', 'a'))).toEqual([]);
  // It may be another name of the same one.
  expect(told(monitor('a'), monitor('b'))).toEqual([]);
});

test('a definition that no scaler can set any more', () =>
  expect(told(definition('name: v1, subresources: {scale: {}}'), definition('name: v1'))).toEqual([
    'warning protection-cut: scale is no longer a subresource of all its versions: scalers that set it there fail',
  ]));

test.each([
  ['several versions', ['name: v1', 'name: v2'], ['its versions']],
  ['one version', ['name: v1'], []],
])('a definition of %s whose objects nobody converts any more', (_, versions, expected) => {
  const now = definition(...versions);
  const before = now.replace('versions:', 'conversion: {strategy: Webhook, webhook: {}}, versions:');
  expect(told(before, now)).toEqual(
    expected.map(
      (what) =>
        `warning protection-cut: Webhook no longer converts objects between ${what}: what one version calls otherwise is lost in the other`,
    ),
  );
});
