import { expect, test } from 'vitest';
import { Since } from '../../../src/rehearse/settle/since.ts';
import { knowTriggers, unaskedScalers } from '../../../src/rehearse/settle/triggers.ts';
import { seen, thing } from '../story.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

/** One that an autoscaler does all the scaling of. */
function scaler(query: string, spec: object = {}, metadata: object = {}) {
  const triggers = [{ type: 'prometheus', metadata: { query } }];
  const whole = { metadata, spec: { minReplicaCount: 1, triggers, ...spec } };
  return seen(thing('keda.sh/v1alpha1', 'ScaledObject', 'api', whole));
}

/** When other triggers were there before. */
function sinceOthers(): Since {
  const since = new Since();
  knowTriggers([scaler('other')], since);
  return since;
}

/** How long the scaler may be unasked, by a look so many seconds after the start. */
function unasked(now: ReturnType<typeof scaler>, seconds: number, since = sinceOthers()): number[] {
  return unaskedScalers([now], since, start + seconds * 1000).map((each) => each.seconds);
}

test('other triggers may be unasked until the autoscaler has asked, and KEDA polled after that', () => {
  const since = sinceOthers();
  expect(unasked(scaler('other'), 0, since)).toEqual([]);
  expect(unasked(scaler('down'), 1, since)).toEqual([32]);
  expect(unasked(scaler('down'), 32, since)).toEqual([32]);
  expect(unasked(scaler('down'), 33, since)).toEqual([]);
});

test.each([
  [120, 122],
  [30, 32],
  [15, 32],
  [14, 30],
  [5, 22],
  [0, 19],
])('KEDA that polls each %d s knows after %d s: an autoscaler asks each 15 s', (pollingInterval, seconds) => {
  expect(unasked(scaler('up', { pollingInterval }), 0)).toEqual([seconds]);
});

test('a scaler that is new has no autoscaler that was answered anything', () => {
  expect(unasked(scaler('up'), 0, new Since())).toEqual([]);
});

test.each([
  ['scales to nothing', { minReplicaCount: 0 }],
  ['has another size when idle', { idleReplicaCount: 0 }],
  ['has a formula', { advanced: { scalingModifiers: { formula: 'a + b' } } }],
  ['keeps answers', { triggers: [{ type: 'prometheus', useCachedMetrics: true }] }],
])('KEDA itself asks for one that %s', (_, spec) => {
  expect(unasked(scaler('up', spec), 0)).toEqual([]);
});

test('another floor counts as the same triggers, a formula that is gone does not', () => {
  const since = new Since();
  const advanced = { scalingModifiers: { formula: 'a + b' } };
  knowTriggers([scaler('up', { advanced })], since);
  expect(unasked(scaler('up', { advanced, minReplicaCount: 2 }), 0, since)).toEqual([]);
  expect(unasked(scaler('up'), 0, since)).toEqual([32]);
  expect(unasked(scaler('up', { minReplicaCount: 2 }), 33, since)).toEqual([]);
});

test('triggers that were changed long before the first look have been asked', () => {
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
