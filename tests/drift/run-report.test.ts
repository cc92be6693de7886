import { expect, test } from 'vitest';
import { type DriftTarget, noCounts, type ObjectDrift } from '../../src/drift/run.ts';
import { runDocument } from '../../src/drift/run-report.ts';
import { findingsOf } from '../../src/report/content.ts';
import { exitCodeOf } from '../../src/report/exit-code.ts';
import { formatDocument } from '../../src/report/format.ts';
import { field, forbiddenSecrets } from './runs.ts';

const time = '2026-01-02T03:04:05Z';
const object = (result: ObjectDrift['result'], more: Partial<ObjectDrift> = {}): ObjectDrift => ({
  group: '',
  kind: 'ConfigMap',
  namespace: 'shop',
  name: result,
  result,
  application: 'shop',
  fields: [],
  ...more,
});
const target = (region: string, more: Partial<DriftTarget> = {}): DriftTarget => ({
  target: `lab/${region}`,
  environment: 'lab',
  region,
  context: `lab-${region}`,
  state: 'judged',
  startedAt: time,
  finishedAt: time,
  counts: noCounts,
  objects: [],
  unjudged: [],
  ...more,
});
const codeOf = (...targets: readonly DriftTarget[]): number =>
  exitCodeOf(findingsOf(runDocument('plumb drift', { version: 1, targets })));

test('clusters are told worst first, with who it was and what is covered', () => {
  const judged = target('one', {
    counts: { ...noCounts, clean: 7, drifted: 1, missing: 2, orphaned: 1, stale: 1 },
    objects: [
      object('drifted', {
        fields: [
          {
            kind: 'changed',
            where: 'data.a',
            path: 'data.a',
            basePath: 'data.a',
            before: '1',
            after: '2',
            cause: 'person',
            owners: [{ user: 'jo', manager: 'kubectl-edit', operation: 'Update', time }],
          },
        ],
      }),
      object('missing', { requests: [{ user: 'jo', verb: 'delete', time }] }),
      object('missing', { name: 'gizmo', kind: 'Gizmo', isKindAbsent: true }),
      object('orphaned'),
      object('stale', { pending: 'create' }),
    ],
    coverage: { declared: 9, charts: 1, live: 12, unseenKinds: ['Secret'] },
  });
  const away = target('two', { state: 'unreachable', reason: 'connect ECONNREFUSED' });
  const text = formatDocument(runDocument('plumb drift', { version: 1, targets: [judged, away] }), 'text');
  const alone = runDocument('plumb drift', { version: 1, targets: [judged] });
  expect(alone.sections.flatMap((section) => (section.type === 'findings' ? section.title : []))).toEqual([
    'Changed by people',
    'Missing',
    'Orphaned',
    'Stale: not synced yet',
  ]);
  for (const line of [
    'lab/two: unjudged[unreachable]: the cluster does not answer: connect ECONNREFUSED',
    'lab/one: ConfigMap shop/drifted: error[drifted-by-person]: data.a is "2", git says "1" (jo, kubectl-edit, Update, 2026-01-02T03:04:05Z)',
    'git has it, the cluster does not; written by jo, delete, 2026-01-02T03:04:05Z',
    'the cluster has no Gizmo',
    'git has it since a commit that Argo CD has not synced yet',
    '9 of 12, 1 of charts, 1 kind unseen',
    'plumb drift: 1 cluster, 1 drifted, 2 missing, 1 orphaned, 1 stale, 7 clean, 1 cluster not judged',
  ])
    expect(text).toContain(line);
});

test('of a fleet the worst of all clusters comes before what else there is of any', () => {
  const changed = object('drifted', {
    fields: [field('data.a')],
    location: { file: 'dist/z.yaml', line: 1 },
  });
  const stale = object('stale', {
    fields: [field('data.b', { cause: 'argo-cd' })],
    location: { file: 'dist/a.yaml', line: 1 },
  });
  const targets = [
    target('a', { objects: Array.from({ length: 20 }, (_, index) => ({ ...stale, name: `s${index}` })) }),
    target('b', { objects: [changed] }),
    target('c', { state: 'forbidden' }),
  ];
  const document = runDocument('plumb drift', { version: 1, targets }, [
    { severity: 'warning', rule: 'removed', message: 'gone' },
  ]);
  expect(document.sections.map((section) => section.title ?? section.type)).toEqual([
    'Not judged',
    'Changed by people',
    'Fleet',
    'table',
    'Reports',
    'lab/a',
    'Who and when',
  ]);
  // A cell leads to where its cluster is told of.
  const grid = document.sections.find(({ type }) => type === 'grid');
  expect(
    grid?.type === 'grid' && grid.rows.flatMap(({ cells }) => cells.map((cell) => cell?.section)),
  ).toEqual(['lab/a', 'Changed by people', 'Not judged']);
  const [first, second, third] = formatDocument(document, 'github').split('\n');
  expect(first).toContain('unjudged%3A forbidden');
  expect(second).toContain('drifted-by-person');
  expect(third).toContain('stale');
});

test('a cluster in which people changed much leaves room for what they changed in others', () => {
  const changed = (count: number, file: string): ObjectDrift =>
    object('drifted', {
      fields: Array.from({ length: count }, (_, index) =>
        field(`data.${index}`, { after: 'x'.repeat(150), location: { file, line: 1 } }),
      ),
    });
  const targets = [
    target('a', { objects: [changed(1000, 'dist/a.yaml')] }),
    target('b', { objects: [changed(1, 'dist/b.yaml')] }),
  ];
  const text = formatDocument(runDocument('plumb drift', { version: 1, targets }), 'markdown');
  expect(text.indexOf('lab/b: ConfigMap')).toBeLessThan(text.indexOf('### Fleet'));
  expect(text.indexOf('### Fleet')).toBeLessThan(text.indexOf('### lab/a'));
  expect(text).toMatch(/… and \d+ more findings/);
});

test('the exit code is that of the worst', () => {
  expect(codeOf(target('one'))).toBe(0);
  expect(codeOf(target('one'), target('two', { objects: [object('stale', { pending: 'delete' })] }))).toBe(1);
  expect(codeOf(target('one', { objects: [object('missing')] }), target('two', { state: 'forbidden' }))).toBe(
    2,
  );
  expect(codeOf(target('one', { unjudged: [forbiddenSecrets] }))).toBe(2);
});
