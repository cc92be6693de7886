import { expect, test } from 'vitest';
import { checked, deployment } from '../checked.ts';

test('the selector must match the pods', () => {
  const text = deployment().replace('matchLabels: {app: web}', 'matchLabels: {app: wbe}');
  expect(checked(text)).toEqual([
    'error selector-mismatch spec.selector: selects app=wbe, but the pods have app=web',
  ]);
});

test.each([
  ['{key: app, operator: In, values: [web, api]}', true],
  ['{key: app, operator: NotIn, values: [web]}', false],
  ['{key: app, operator: Exists}', true],
  ['{key: app, operator: DoesNotExist}', false],
  ['{key: tier, operator: NotIn, values: [web]}', true],
])('whether %s matches the pods: %s', (expression, matches) => {
  const text = deployment().replace(
    'selector: {matchLabels: {app: web}}',
    `selector: {matchExpressions: [${expression}]}`,
  );
  expect(checked(text).map((line) => line.split(' ')[1])).toEqual(matches ? [] : ['selector-mismatch']);
});

test('a ReplicationController selects by a plain map', () => {
  const text = `{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {selector: {app: b}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: x}]}}}}`;
  expect(checked(text)).toEqual([
    'error selector-mismatch spec.selector: selects app=b, but the pods have app=a',
  ]);
});
