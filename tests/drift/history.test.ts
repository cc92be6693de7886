import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockFindings, forgetOthers } from '../../src/drift/check-history.ts';
import { type DriftHistory, noHistory, remember, stateOf, toldOf } from '../../src/drift/history.ts';
import { historySections } from '../../src/drift/history-report.ts';
import type { DriftTarget, ObjectDrift } from '../../src/drift/run.ts';
import { deployment, field, missing, night, target } from './runs.ts';

const then = (history: DriftHistory, targets: readonly DriftTarget[]): DriftHistory => {
  const now = Math.max(...targets.map(({ finishedAt }) => Date.parse(finishedAt)));
  return remember(history, { version: 1, targets }, now);
};
const after = (...nights: readonly (readonly DriftTarget[])[]): DriftHistory =>
  nights.reduce<DriftHistory>(then, noHistory);

const web = deployment('web', field('spec.replicas'));
const west = (day: number, isThere: boolean): DriftTarget[] => [
  target('production/us-west-2', day, isThere ? [web] : []),
];

describe('one drift', () => {
  test('is new, since its owner says', () => {
    const [found] = after(west(2, true)).findings;
    expect(found).toMatchObject({
      since: '2026-01-01T10:00:00Z',
      firstSeen: night(2),
      lastSeen: night(2),
      runs: 1,
      times: 1,
    });
    expect(found && stateOf(found)).toBe('new');
  });

  test('is repeated, healed, back, and in the end flapping', () => {
    const states = [true, true, false, true, false, true].map((_, last, nights) => {
      const [found] = after(
        ...nights.slice(0, last + 1).map((isThere, index) => west(index + 1, isThere)),
      ).findings;
      return found && stateOf(found);
    });
    expect(states).toEqual(['new', 'repeated', 'healed', 'repeated', 'healed', 'flapping']);
  });

  test('keeps its onset while it stays', () => {
    const later = { manager: 'kubectl-edit', operation: 'Update', time: '2026-01-03T00:00:00Z' };
    const touched = [
      target('production/us-west-2', 3, [deployment('web', field('spec.replicas', { owners: [later] }))]),
    ];
    const [found] = after(west(2, true), touched).findings;
    expect(found).toMatchObject({ since: '2026-01-01T10:00:00Z', firstSeen: night(2), runs: 2 });
  });

  test('has not healed where nobody could look', () => {
    const away = [target('production/us-west-2', 3, [], { state: 'unreachable', reason: 'no route' })];
    const unseen = [
      target('production/us-west-2', 3, [], {
        unjudged: [
          {
            group: 'apps',
            kind: 'Deployment',
            namespace: '',
            name: '',
            reason: 'forbidden',
            message: 'no',
            objects: 1,
          },
        ],
      }),
    ];
    const other = [target('production/eu-central-1', 3)];
    for (const run of [away, unseen, other]) {
      const [found] = after(west(2, true), run).findings;
      expect(found?.healedAt).toBeUndefined();
    }
  });

  test('has not healed where one app was asked for, its Application is unreadable, or its kind is unseen', () => {
    const unreadable = {
      group: 'argoproj.io',
      kind: 'Application',
      namespace: 'argocd',
      name: 'shop',
      reason: 'unreadable',
      message: 'broken',
      objects: 1,
    } as const;
    const coverage = { declared: 1, charts: 0, live: 1, unseenKinds: ['apps/Deployment'] };
    for (const about of [{ app: 'other' }, { unjudged: [unreadable] }, { coverage }]) {
      const [found] = after(west(2, true), [target('production/us-west-2', 3, [], about)]).findings;
      expect(found?.healedAt).toBeUndefined();
    }
    const other = { unjudged: [{ ...unreadable, name: 'other' }] };
    const [healed] = after(west(2, true), [target('production/us-west-2', 3, [], other)]).findings;
    expect(healed?.healedAt).toBe(night(3));
  });

  test('is forgotten a season after it healed', () => {
    const spring = target('production/us-west-2', 4, [], { finishedAt: '2026-05-01T02:00:00.000Z' });
    expect(after(west(2, true), west(3, false)).findings).toHaveLength(1);
    expect(after(west(2, true), west(3, false), [spring]).findings).toEqual([]);
  });
});

describe('an object that no longer is what it was', () => {
  const where = ({ findings }: DriftHistory): string[] =>
    findings.map((each) => `${each.where || each.result} ${stateOf(each)}`);
  const told = (history: DriftHistory): string[] =>
    toldOf(history).map((each) => `${each.where || each.result} ${stateOf(each)}`);
  const at = (day: number, object?: ObjectDrift): DriftTarget[] => [
    target('production/us-west-2', day, object === undefined ? [] : [object]),
  ];
  const gone: ObjectDrift = { ...web, fields: [], result: 'missing' };

  test('keeps its mark beside its fields', () => {
    const marked: ObjectDrift = { ...web, mark: 'untracked' };
    expect(where(after(at(1, { ...marked, fields: [] }), at(2, marked)))).toEqual([
      'spec.replicas new',
      'drifted repeated',
    ]);
    expect(where(after(at(1, marked), at(2, web)))).toEqual(['spec.replicas repeated', 'drifted healed']);
  });

  test.each<[string, ObjectDrift]>([
    ['deleted', gone],
    ['removed from git', { ...gone, result: 'orphaned' }],
    ['waiting to be made', { ...gone, result: 'stale', pending: 'create' }],
  ])('and is %s has not healed: its fields are told when they are back, as no news', (_, whole) => {
    const history = after(at(1, web), at(2, whole));
    expect(told(history)).toEqual([`${whole.result} new`]);
    const back = then(history, at(3, web));
    expect(new Set(told(back))).toEqual(new Set([`${whole.result} healed`, 'spec.replicas repeated']));
    expect(new Set(told(then(history, at(3))))).toEqual(
      new Set([`${whole.result} healed`, 'spec.replicas healed']),
    );
  });

  test('and is there without its mark, or is as git said once, is judged by its fields', () => {
    expect(where(after(at(1, web), at(2, { ...web, fields: [], mark: 'deleting' })))).toEqual([
      'spec.replicas healed',
      'drifted new',
    ]);
  });
});

test('a time that is yet to come is told: nothing newer is remembered', () => {
  const history = after([target('dev/a', 1, [], { finishedAt: '2099-01-01T00:00:00.000Z' })], west(2, true));
  expect(clockFindings(history, Date.parse(night(2)))).toMatchObject([
    { severity: 'unjudged', rule: 'clock', subject: 'dev/a' },
  ]);
});

test('a run is as late as the last of its clusters, however their times are written', () => {
  const [earlier, later] = ['2026-01-02T02:00:00Z', '2026-01-02T02:00:00.500Z'];
  const history = after([
    target('dev/a', 2, [], { finishedAt: later }),
    target('dev/b', 2, [], { finishedAt: earlier }),
  ]);
  expect(history.trend.map(({ time }) => time)).toEqual([later]);
});

test('what healed is forgotten by the clock, not by what another cluster reports', () => {
  const healed = after(west(2, true), west(3, false));
  const far = target('dev/a', 4, [], { finishedAt: '2099-01-01T00:00:00.000Z' });
  const { findings } = remember(healed, { version: 1, targets: [far] }, Date.parse(night(4)));
  expect(findings).toHaveLength(1);
});

test('the same run again, or an older one, tells nothing new', () => {
  const history = after(west(2, true), west(3, false));
  expect(then(history, west(3, false))).toEqual(history);
  expect(then(history, west(1, true))).toEqual(history);
});

test('a thousand clusters with 200 findings each take no time that grows with their square', {
  timeout: 20_000,
}, () => {
  const objects = Array.from({ length: 200 }, (_, index) => missing(`m${index}`));
  const targets = Array.from({ length: 1000 }, (_, index) => target(`dev/r${index}`, 1, objects));
  expect(after(targets).findings).toHaveLength(200_000);
});

test('the order of the targets of a run makes no difference', () => {
  const targets = ['a', 'b', 'c', 'd'].map((region, index) =>
    target(`dev/${region}`, 2 + index, [deployment(region, field('spec.a'), field('spec.b')), missing('m')]),
  );
  const expected = after(targets);
  expect(expected.findings).toHaveLength(12);
  fc.assert(
    fc.property(fc.shuffledSubarray(targets, { minLength: 4 }), (shuffled) => {
      expect(after(shuffled)).toEqual(expected);
    }),
  );
});

test('the trend counts each run', () => {
  const history = after(
    [target('dev/a', 1, [missing('x')]), target('dev/b', 1, [], { state: 'forbidden' })],
    [target('dev/a', 2), target('dev/b', 2)],
  );
  expect(history.trend).toMatchObject([
    { time: night(1), clusters: 2, notJudged: 1, missing: 1, clean: 20 },
    { time: night(2), clusters: 2, notJudged: 0, missing: 0 },
  ]);
  expect(historySections(history)).toMatchObject([
    { title: 'Since when', rows: [['healed', 'dev/a: ConfigMap shop/x', 'missing', night(1), night(2)]] },
    {
      title: 'Trend',
      rows: [
        [night(2), '2', '0', '0', '0', '0', '0'],
        [night(1), '2', '1', '0', '1', '0', '0'],
      ],
    },
  ]);
});

test('the trend is in the order of time, whichever cluster was looked at first', () => {
  const history = remember(
    after([target('dev/a', 2)]),
    { version: 1, targets: [target('dev/b', 1)] },
    Date.parse(night(3)),
  );
  expect(history.trend.map(({ time }) => time)).toEqual([night(1), night(2)]);
});

test('clusters that git has no more leave the history, and are told', () => {
  const before = after([...west(1, true), target('dev/a', 1, [missing('x'), missing('y')])]);
  const isKept = (name: string): boolean => name !== 'dev/a';
  const { history, findings } = forgetOthers(before, isKept);
  expect(history).toEqual({ ...after(west(1, true)), trend: before.trend });
  expect(findings).toMatchObject([
    { rule: 'removed', subject: 'dev/a', message: expect.stringContaining('2 findings') },
  ]);
  expect(forgetOthers(history, isKept)).toEqual({ history, findings: [] });
});
