import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { capacityFindings } from '../../src/rehearse/judge/capacity.ts';
import { capacitiesOf } from '../../src/rehearse/observe/capacity.ts';
import type { Moment } from '../../src/rehearse/timeline.ts';
import { budget, desired, labels, moveOf, pod, service, thing, timeline } from './story.ts';

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

  test('is told not to have been without for no time, but for as long as one watch sees at once', () => {
    const { before, moments } = timeline(
      [service(), pod('a', true)],
      ['DELETED', pod('a', true)],
      ['ADDED', pod('b', true)],
    );
    const story = { before, moments: moments.map((moment) => ({ ...moment, seconds: 1 })) };
    expect(capacityFindings(moveOf({ timeline: story }))[0]?.message).toBe(
      'no Ready pod was behind it for a second at most',
    );
  });

  test('whose selector fits no pod any more has none in the end', () => {
    const story = timeline([service(), pod('a', true)], ['MODIFIED', service({ app: 'other' })]);
    const [finding] = capacityFindings(moveOf({ timeline: story }));
    expect(finding?.message).toContain('nor is one in the end');
  });

  test('that had none before is not judged', () => {
    expect(rulesOf(timeline([service()], ['ADDED', pod('a', false)]))).toEqual([]);
  });

  test('that is new and for pods of Jobs alone needs none', () => {
    const template = { metadata: { labels: { app: 'nightly' } }, spec: {} };
    const job = thing('batch/v1', 'Job', 'migrate', { spec: { template } });
    const cronJob = thing('batch/v1', 'CronJob', 'nightly', {
      spec: { jobTemplate: { spec: { template } } },
    });
    const rules = (selector: Record<string, string>, ...workloads: readonly KubernetesObject[]) =>
      capacityFindings(
        moveOf({
          timeline: timeline([], ['ADDED', service(selector, 'nightly')]),
          to: workloads.map((each) => desired(each)),
        }),
      ).map(({ rule }) => rule);
    expect(rules({ app: 'nightly' }, cronJob, job)).toEqual([]);
    expect(rules({ 'job-name': 'migrate' }, job)).toEqual([]);
    const deployment = thing('apps/v1', 'Deployment', 'nightly', { spec: { template } });
    expect(rules({ app: 'nightly' }, cronJob, deployment)).toEqual(['service-without-pods']);
    expect(rules({ app: 'weekly' }, cronJob)).toEqual(['service-without-pods']);
  });

  test('that is new must have one', () => {
    const other = service({ app: 'other' }, 'other');
    expect(rulesOf(timeline([pod('a', true)], ['ADDED', other]))).toEqual(['error service-without-pods']);
    expect(rulesOf(timeline([pod('a', true)], ['ADDED', service(labels, 'second')]))).toEqual([]);
  });

  test('that git drops is an error where its pods go on, and worth a look where they go with it', () => {
    const gone = (...rest: Parameters<typeof timeline>[1][]) =>
      moveOf({
        from: [desired(service())],
        timeline: timeline([service(), pod('a', true)], ['DELETED', service()], ...rest),
      });
    const rules = (move: ReturnType<typeof moveOf>) =>
      capacityFindings(move).map(({ severity, rule }) => `${severity} ${rule}`);
    expect(rules(gone())).toEqual(['error service-interrupted']);
    expect(rules(gone(['DELETED', pod('a', true)]))).toEqual(['warning service-interrupted']);
    expect(rules({ ...gone(), direction: 'back' })).toEqual([]);
    expect(rules({ ...gone(), from: [] })).toEqual([]);
  });

  test('that is away for a moment is interrupted', () => {
    const story = timeline([service(), pod('a', true)], ['DELETED', service()], ['ADDED', service()]);
    expect(rulesOf(story)).toEqual(['error service-interrupted']);
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

  const other = (name: string) => {
    const metadata = { labels: { app: 'other' }, ownerReferences: [{ kind: 'StatefulSet', name: 'other' }] };
    return { ...pod(name, true), metadata: { ...pod(name, true).metadata, ...metadata } };
  };
  const covering = (desiredHealthy: number, selector: object) => ({
    ...budget(desiredHealthy),
    spec: { selector },
  });

  test('that covers none of the pods any more is an error, though not where they are gone', () => {
    const none = covering(0, { matchLabels: { app: 'apj' } });
    expect(rulesOf(timeline([budget(1), ...two], ['MODIFIED', none]))).toEqual(['error budget-without-pods']);
    const gone = two.map((each) => ['DELETED', each] as const);
    expect(rulesOf(timeline([budget(1), ...two], ['MODIFIED', none], ...gone))).toEqual([]);
  });

  test('is not filled by pods of others, when it covers more or fewer of them', () => {
    const all = covering(2, {});
    const dip = [
      ['MODIFIED', pod('a', false)],
      ['MODIFIED', pod('a', true)],
    ] as const;
    const before = [...two, other('x'), other('y')];
    expect(rulesOf(timeline([budget(2), ...before], ['MODIFIED', all], ...dip))).toEqual([
      'error below-budget',
    ]);
    expect(rulesOf(timeline([all, ...before], ['MODIFIED', budget(2)], ...dip))).toEqual([
      'error below-budget',
    ]);
  });

  test('that goes over to other pods with other labels is kept by both', () => {
    const renamed = covering(2, { matchLabels: { app: 'other' } });
    const story = timeline(
      [budget(2), ...two],
      ['ADDED', other('x')],
      ['ADDED', other('y')],
      ['MODIFIED', renamed],
      ['DELETED', pod('a', true)],
      ['DELETED', pod('b', true)],
    );
    expect(rulesOf(story)).toEqual([]);
  });

  test('that lets no pod be evicted though all are Ready blocks drains', () => {
    const counts = { expectedPods: 2, currentHealthy: 2 };
    const [free, blocking] = [
      budget(1, { ...counts, disruptionsAllowed: 1 }),
      budget(2, { ...counts, disruptionsAllowed: 0 }),
    ];
    expect(rulesOf(timeline([free, ...two], ['MODIFIED', blocking]))).toEqual(['error budget-blocks']);
    expect(rulesOf(timeline([blocking, ...two]))).toEqual([]);
    const back = moveOf({ timeline: timeline([free, ...two], ['MODIFIED', blocking]), direction: 'back' });
    expect(capacityFindings(back)).toEqual([]);
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

  test('is none, nor needs its Service a pod, while KEDA leaves the workload without pods as it may', () => {
    const resting = thing('apps/v1', 'Deployment', 'api', {
      spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels } } },
    });
    const scaled = (spec: object) =>
      desired(
        thing('keda.sh/v1alpha1', 'ScaledObject', 'api', {
          spec: { scaleTargetRef: { name: 'api' }, ...spec },
        }),
      );
    const story = timeline([resting, scaler(1), service()], ['ADDED', service(labels, 'second')]);
    const rules = (spec: object) =>
      capacityFindings(moveOf({ timeline: story, to: [scaled(spec)] })).map(({ rule }) => rule);
    expect(rules({ minReplicaCount: 0 })).toEqual([]);
    expect(rules({ minReplicaCount: 1, idleReplicaCount: 0 })).toEqual([]);
    expect(rules({ minReplicaCount: 1 })).toEqual(['below-floor', 'service-without-pods']);
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

type Change = readonly [Moment['type'], ReturnType<typeof pod>];

function changesOf(list: readonly { readonly name: string; readonly what: string }[]): Change[] {
  return list.map(({ name, what }) => [
    what === 'gone' ? 'DELETED' : 'MODIFIED',
    pod(name, what === 'ready'),
  ]);
}

test('the lowest number is one that was there at some moment, and never above the first or the last', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const story = timeline([budget(1), pod('a', true)], ...changesOf(list));
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

test('what happens in other namespaces changes nothing', () => {
  const elsewhere = <T extends ReturnType<typeof pod>>(object: T) => ({
    ...object,
    metadata: { ...object.metadata, namespace: 'elsewhere' },
  });
  fc.assert(
    fc.property(changes, changes, (own, others) => {
      const before = [budget(1), service(), pod('a', true)];
      const alone = timeline(before, ...changesOf(own));
      const among = timeline(
        [...before, ...before.map(elsewhere)],
        ...changesOf(own),
        ...changesOf(others).map(([type, object]): Change => [type, elsewhere(object)]),
      );
      const capacities = capacitiesOf(among, 100).filter(({ name }) => !name.includes('elsewhere'));
      expect(capacities).toEqual(capacitiesOf(alone, 100));
    }),
  );
});
