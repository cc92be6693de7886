import { expect, test } from 'vitest';
import { holdsOf } from '../../../src/rehearse/settle/holds.ts';
import { openMatters } from '../../../src/rehearse/settle/open.ts';
import { Since } from '../../../src/rehearse/settle/since.ts';
import { knowTriggers } from '../../../src/rehearse/settle/triggers.ts';
import { pod, seen, stateOf, thing } from '../story.ts';

test('what is open: Applications, and pods that are not Ready', () => {
  const states = [stateOf({}), stateOf({ name: 'dev-tokyo-web', isDone: false, health: 'Progressing' })];
  const world = [pod('a', true), pod('b', false)].map(seen);
  expect(openMatters({ states, world, now: 0 }, [], new Since())).toEqual([
    'dev-tokyo-web is Synced, Progressing',
    'Pod api/b is not Ready',
  ]);
});

test('what is open: scalers that may not have been told yet what their new triggers are answered', () => {
  const scaler = (spec: object) =>
    seen(thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec: { minReplicaCount: 1, ...spec } }));
  const since = new Since();
  knowTriggers([scaler({ triggers: [{ type: 'cron' }] })], since);
  const world = [scaler({ triggers: [] })];
  expect(openMatters({ states: [], world, now: 0 }, [], since)).toEqual([
    'ScaledObject.keda.sh api/api may not have asked its triggers yet',
  ]);
  expect(holdsOf(world, since, 0)).toEqual([]);
  const declared = [scaler({ triggers: [], pollingInterval: 60 })];
  expect(holdsOf(declared, since, 0)).toEqual([
    { subject: 'ScaledObject.keda.sh api/api', reason: 'asks its triggers each 60 s', seconds: 62 },
  ]);
});
