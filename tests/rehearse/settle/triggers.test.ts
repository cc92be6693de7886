import { expect, test } from 'vitest';
import { Since } from '../../../src/rehearse/settle/since.ts';
import { knowTriggers, unaskedScalers } from '../../../src/rehearse/settle/triggers.ts';
import { seen, thing } from '../story.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

function scaler(query: string, spec: object = {}, metadata: object = {}) {
  const triggers = [{ type: 'prometheus', metadata: { query } }];
  return seen(thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { metadata, spec: { triggers, ...spec } }));
}

/** How long the scaler may be unasked, by a look so many seconds after the start. */
function unasked(now: ReturnType<typeof scaler>, seconds: number, since = new Since()): number[] {
  return unaskedScalers([now], since, start + seconds * 1000).map((each) => each.seconds);
}

test('new triggers may be unasked until KEDA has polled once, and the autoscaler asked', () => {
  const since = new Since();
  knowTriggers([scaler('up')], since);
  expect(unasked(scaler('up'), 0, since)).toEqual([]);
  expect(unasked(scaler('down'), 1, since)).toEqual([32]);
  expect(unasked(scaler('down'), 32, since)).toEqual([32]);
  expect(unasked(scaler('down'), 33, since)).toEqual([]);
});

test('a scaler says how often it polls, an autoscaler asks each 15 s', () => {
  expect(unasked(scaler('up', { pollingInterval: 120 }), 0)).toEqual([122]);
  expect(unasked(scaler('up', { pollingInterval: 5 }), 0)).toEqual([17]);
});

test('another formula counts as other triggers, another floor does not', () => {
  const since = new Since();
  knowTriggers([scaler('up', { minReplicaCount: 1 })], since);
  expect(unasked(scaler('up', { minReplicaCount: 2 }), 0, since)).toEqual([]);
  const advanced = { scalingModifiers: { formula: 'a + b' } };
  expect(unasked(scaler('up', { advanced }), 0, since)).toHaveLength(1);
});

test('one that was there long before the first look has been asked', () => {
  const written = (field: string, time: string) => ({ fieldsV1: { [field]: {} }, time });
  const before = written('f:spec', '2025-12-31T23:59:00Z');
  const status = written('f:status', '2026-01-01T00:00:00Z');
  expect(unasked(scaler('up', {}, { managedFields: [before, status] }), 0)).toEqual([]);
  const since = written('f:spec', '2025-12-31T23:59:50Z');
  expect(unasked(scaler('up', {}, { managedFields: [before, since] }), 0)).toEqual([32]);
});

test('one that is paused is not asked', () => {
  const metadata = { annotations: { 'autoscaling.keda.sh/paused': 'true' } };
  expect(unasked(scaler('up', {}, metadata), 0)).toEqual([]);
});
