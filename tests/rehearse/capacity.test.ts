import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacityFindings } from '../../src/rehearse/judge/capacity.ts';
import { capacitiesOf } from '../../src/rehearse/observe/capacity.ts';
import type { Moment } from '../../src/rehearse/timeline.ts';
import { budget, labels, moveOf, pod, service, thing, timeline } from './story.ts';

function rulesOf(story: ReturnType<typeof timeline>): string[] {
  return capacityFindings(moveOf({ timeline: story })).map(({ severity, rule }) => `${severity} ${rule}`);
}

describe('a Service', () => {
  test('whose pods are replaced one by one is not interrupted', () => {
    const story = timeline(
      [service(), pod('a', true)],
      ['ADDED', pod('b', false)],
      ['MODIFIED', pod('b', true)],
      ['DELETED', pod('a', true)],
    );
    expect(rulesOf(story)).toEqual([]);
  });

  test('whose pod goes before the next is Ready is, however shortly', () => {
    const story = timeline(
      [service(), pod('a', true)],
      ['DELETED', pod('a', true)],
      ['ADDED', pod('b', false)],
      ['MODIFIED', pod('b', true)],
    );
    expect(rulesOf(story)).toEqual(['error service-interrupted']);
    expect(capacitiesOf(story, 10)[0]).toMatchObject({
      lowest: 0,
      lowestAtSeconds: 1,
      shortSeconds: 2,
      after: 1,
    });
  });

  test('whose selector fits no pod any more has none in the end', () => {
    const story = timeline([service(), pod('a', true)], ['MODIFIED', service({ app: 'other' })]);
    const [finding] = capacityFindings(moveOf({ timeline: story }));
    expect(finding?.message).toContain('nor is one in the end');
  });

  test('that had none before is not judged', () => {
    expect(rulesOf(timeline([service()], ['ADDED', pod('a', false)]))).toEqual([]);
  });

  test('that is new must have one', () => {
    const other = service({ app: 'other' }, 'other');
    expect(rulesOf(timeline([pod('a', true)], ['ADDED', other]))).toEqual(['error service-without-pods']);
    expect(rulesOf(timeline([pod('a', true)], ['ADDED', service(labels, 'second')]))).toEqual([]);
  });

  test('of a canary without weight need have none', () => {
    const rollout = (weight: number) =>
      thing('argoproj.io/v1alpha1', 'Rollout', 'api', {
        spec: { strategy: { canary: { canaryService: 'api' } } },
        status: { canary: { weights: { canary: { weight } } } },
      });
    expect(rulesOf(timeline([service(), pod('a', true), rollout(0)], ['DELETED', pod('a', true)]))).toEqual(
      [],
    );
    expect(rulesOf(timeline([service(), pod('a', true), rollout(50)], ['DELETED', pod('a', true)]))).toEqual([
      'error service-interrupted',
    ]);
  });
});

describe('a budget', () => {
  const two = [pod('a', true), pod('b', true)];

  test('is broken by one pod too few', () => {
    const story = timeline([budget(2), ...two], ['MODIFIED', pod('a', false)], ['MODIFIED', pod('a', true)]);
    expect(rulesOf(story)).toEqual(['error below-budget']);
  });

  test('that asks for more from now on is not broken by what was too few for it before', () => {
    expect(
      rulesOf(timeline([budget(2), ...two], ['MODIFIED', budget(3)], ['ADDED', pod('c', true)])),
    ).toEqual([]);
  });

  test('that is not kept before is not judged', () => {
    expect(rulesOf(timeline([budget(3), ...two], ['DELETED', pod('a', true)]))).toEqual([]);
  });

  test('that lets no pod be evicted though all are Ready blocks drains', () => {
    const counts = { expectedPods: 2, currentHealthy: 2 };
    const [free, blocking] = [
      budget(1, { ...counts, disruptionsAllowed: 1 }),
      budget(2, { ...counts, disruptionsAllowed: 0 }),
    ];
    expect(rulesOf(timeline([free, ...two], ['MODIFIED', blocking]))).toEqual(['error budget-blocks']);
    expect(rulesOf(timeline([blocking, ...two]))).toEqual([]);
  });
});

describe("a scaler's floor", () => {
  const target = thing('apps/v1', 'Deployment', 'api', { spec: { selector: { matchLabels: labels } } });
  const scaler = (minReplicas: number) =>
    thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', {
      spec: { minReplicas, scaleTargetRef: { kind: 'Deployment', name: 'api' } },
    });
  const before = [target, scaler(2), pod('a', true), pod('b', true)];

  test('that is not reached in the end is an error', () => {
    expect(rulesOf(timeline(before, ['MODIFIED', scaler(4)], ['ADDED', pod('c', true)]))).toEqual([
      'error below-floor',
    ]);
  });

  test('below which a rollout goes for a while is worth a look', () => {
    expect(rulesOf(timeline(before, ['DELETED', pod('a', true)], ['ADDED', pod('c', true)]))).toEqual([
      'warning below-floor',
    ]);
  });
});

/** Any pods coming, getting Ready, and going. */
const changes = fc.array(
  fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), what: fc.constantFrom('ready', 'unready', 'gone') }),
);

test('the lowest number is one that was there at some moment, and never above the first or the last', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const told = list.map(({ name, what }): readonly [Moment['type'], ReturnType<typeof pod>] => [
        what === 'gone' ? 'DELETED' : 'MODIFIED',
        pod(name, what === 'ready'),
      ]);
      const story = timeline([budget(1), pod('a', true)], ...told);
      const ready = new Set(['a']);
      const counts = [1];
      for (const { name, what } of list) {
        if (what === 'ready') ready.add(name);
        else ready.delete(name);
        counts.push(ready.size);
      }
      const [found] = capacitiesOf(story, list.length + 1);
      expect(found).toMatchObject({ lowest: Math.min(...counts), before: 1, after: counts.at(-1) });
    }),
  );
});
