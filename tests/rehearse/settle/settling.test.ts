import { expect, test } from 'vitest';
import { type Settled, Settling } from '../../../src/rehearse/settle/settling.ts';
import type { ApplicationState } from '../../../src/rehearse/stage.ts';
import type { Seen } from '../../../src/rehearse/timeline.ts';
import { pod, seen, stateOf, thing } from '../story.ts';

interface Found {
  readonly states?: readonly ApplicationState[];
  readonly world?: readonly Seen[];
}

const start = Date.parse('2026-01-01T00:00:00Z');

/** Looks once each second until it is over. */
function settle(find: (second: number) => Found, before: readonly Seen[] = []): Settled {
  const settling = new Settling([], before);
  for (let second = 0; ; second += 1) {
    const { states = [stateOf({})], world = [] } = find(second);
    const settled = settling.look({ states, world, now: start + second * 1000 }, second);
    if (settled !== undefined) return settled;
  }
}

function starting(name: string, second: number): Seen {
  const { metadata, ...rest } = pod(name, false);
  const annotations = { 'pod-ready.stage.kwok.x-k8s.io/delay': '10s' };
  const creationTimestamp = new Date(start + second * 1000).toISOString();
  return seen({ ...rest, metadata: { ...metadata, annotations, creationTimestamp } });
}

const waiting = stateOf({ isDone: false, health: 'Progressing' });

test('it is settled when some looks in a row find nothing open, since the first of these', () => {
  const { end, seconds, doneSeconds } = settle((second) => ({
    states: [second < 3 || second === 5 ? waiting : stateOf({})],
  }));
  expect({ end, seconds, done: [...doneSeconds] }).toEqual({
    end: 'settled',
    seconds: 6,
    done: [['dev-tokyo-api', 6]],
  });
});

test('what was done from the start was so at 0, however long the first look took', () => {
  const settling = new Settling([], []);
  const { doneSeconds } =
    [0.3, 1, 2, 3, 4]
      .map((second) => settling.look({ states: [stateOf({})], world: [], now: second * 1000 }, second))
      .at(-1) ?? {};
  expect(doneSeconds).toEqual(new Map([['dev-tokyo-api', 0]]));
});

test('it is not settled before other triggers of a scaler can have been asked', () => {
  const scaler = (query: string) => {
    const spec = { minReplicaCount: 1, triggers: [{ type: 'prometheus', metadata: { query } }] };
    return seen(thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec }));
  };
  const before = [scaler('up')];
  expect(settle(() => ({ world: [scaler('up')] }), before)).toMatchObject({ end: 'settled', seconds: 0 });
  expect(settle(() => ({ world: [scaler('down')] }), before)).toMatchObject({ end: 'settled', seconds: 32 });
});

test('it is stuck when nothing moves, though Argo CD may try again after 40 s', () => {
  expect(settle(() => ({ states: [waiting] }))).toMatchObject({
    end: 'stuck',
    open: ['dev-tokyo-api is Synced, Progressing'],
  });
  expect(settle((second) => ({ states: [second < 41 ? waiting : stateOf({})] })).end).toBe('settled');
});

test('it is not stuck as long as something waits as it declares', () => {
  const created = starting('slow', 0);
  const { end, declaredSeconds, holds } = settle((second) =>
    second < 9 ? { states: [waiting], world: [created] } : { world: [seen(pod('slow', true))] },
  );
  expect({ end, declaredSeconds, holds }).toEqual({
    end: 'settled',
    declaredSeconds: 8,
    holds: [{ subject: 'Pod api/slow', reason: 'starts for 10 s' }],
  });
});

test('an hour is waited for, and a longer wait says nothing once it is over', () => {
  const paused = (delay: string, second: number) => {
    const { object, ...rest } = starting('slow', 0);
    const annotations = { 'pod-ready.stage.kwok.x-k8s.io/delay': delay };
    const world = [{ ...rest, object: { ...object, metadata: { ...object.metadata, annotations } } }];
    return { states: [waiting], world: second < 20 ? world : [] };
  };
  expect(settle((second) => paused('1h', second)).declaredSeconds).toBe(19);
  expect(settle((second) => paused('72h', second))).toMatchObject({ declaredSeconds: 0, tooLong: [] });
});

test('what declares to wait for more than an hour is told, not waited for', () => {
  const created = starting('slow', 0);
  const { metadata } = created.object;
  const annotations = { 'pod-ready.stage.kwok.x-k8s.io/delay': '72h' };
  const slow = { ...created, object: { ...created.object, metadata: { ...metadata, annotations } } };
  expect(settle(() => ({ states: [waiting], world: [slow] }))).toMatchObject({
    end: 'stuck',
    seconds: 45,
    declaredSeconds: 0,
    tooLong: [{ reason: 'starts for 259200 s' }],
  });
});

test('pods that are made anew again and again, each of which may take its time, do not keep it from ending', () => {
  const { end, open } = settle((second) => {
    const created = second - (second % 3);
    return { world: [starting(`p-${created}`, created)] };
  });
  expect(end).toBe('out of time');
  expect(open).toEqual([expect.stringMatching(/is not Ready$/)]);
});
