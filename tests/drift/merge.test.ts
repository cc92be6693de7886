import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FleetReports, leftOutOf, shortened } from '../../src/drift/merge.ts';
import type { DriftTarget } from '../../src/drift/run.ts';
import { deployment, field, missing, night, target } from './runs.ts';

const files: Readonly<Record<string, readonly DriftTarget[]>> = {
  'a.json': [target('dev/a', 1), target('dev/b', 2)],
  'b.json': [target('dev/b', 1, [missing('x')]), target('dev/c', 1)],
  'c.json': [target('dev/c', 1, [missing('y')])],
  'd.json': [target('dev/a', 1)],
};

function merged(names: readonly string[], expected: readonly string[] = []) {
  const reports = new FleetReports(Date.parse(night(3)));
  for (const name of names) reports.add(name, { version: 1, targets: files[name] ?? [] });
  return {
    targets: reports.chosen().map(({ file, index }) => files[file]?.[index]),
    findings: reports.findings(expected),
  };
}

test('the latest report of each cluster counts, and that there are several is told', () => {
  const { targets, findings } = merged(Object.keys(files), ['dev/a', 'dev/z']);
  expect(targets.map((each) => `${each?.target} ${each?.finishedAt}`)).toEqual([
    `dev/a ${night(1)}`,
    `dev/b ${night(2)}`,
    `dev/c ${night(1)}`,
  ]);
  expect(findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
    'no-report dev/z',
    'several-reports dev/b',
    'several-reports dev/c',
  ]);
});

test('a report of one app hides no whole one, and is told', () => {
  const reports = new FleetReports(Date.parse(night(3)));
  reports.add('whole.json', { version: 1, targets: [target('dev/a', 1, [missing('x')])] });
  reports.add('app.json', { version: 1, targets: [target('dev/a', 2, [], { app: 'shop' })] });
  expect(reports.chosen()).toEqual([{ target: 'dev/a', file: 'whole.json', index: 0 }]);
  expect(reports.findings([])).toMatchObject([
    { severity: 'unjudged', rule: 'partial-report', subject: 'dev/a' },
  ]);
});

test('a cluster that nobody has looked at since is told, whatever its latest report says', () => {
  const reports = new FleetReports(Date.parse(night(3)));
  reports.add('a.json', { version: 1, targets: [target('dev/a', 1), target('dev/b', 2)] });
  reports.add('b.json', { version: 1, targets: [target('dev/a', 2), target('dev/c', 1)] });
  expect(reports.findings([], Date.parse(night(2)))).toMatchObject([
    { severity: 'warning', subject: 'dev/a' },
    {
      severity: 'unjudged',
      rule: 'old-report',
      subject: 'dev/c',
      message: `its latest report is too old to count, of ${night(1)}`,
    },
  ]);
});

test('a report of a time that is yet to come does not count, as nothing would count beside it', () => {
  const reports = new FleetReports(Date.parse(night(3)));
  reports.add('soon.json', {
    version: 1,
    targets: [target('dev/a', 3, [], { finishedAt: '2026-01-03T02:05:00Z' })],
  });
  reports.add('wrong.json', {
    version: 1,
    targets: [target('dev/a', 3, [], { finishedAt: '2099-01-01T00:00:00Z' })],
  });
  expect(reports.chosen()).toMatchObject([{ file: 'soon.json' }]);
  expect(reports.findings(['dev/a'])).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'clock',
      subject: 'dev/a',
      message: 'wrong.json is of 2099-01-01T00:00:00Z, which is yet to come, and not merged',
    },
  ]);
});

test('the order of the reports makes no difference', () => {
  const names = Object.keys(files);
  const sorted = ({ targets, findings }: ReturnType<typeof merged>) => ({
    targets,
    findings: findings.map((finding) => JSON.stringify(finding)).sort(),
  });
  const expected = sorted(merged(names, ['dev/z']));
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
      expect(sorted(merged(shuffled, ['dev/z']))).toEqual(expected);
    }),
  );
});

test('of a cluster with much to tell, so much is shown and the rest counted', () => {
  const many = Array.from({ length: 60 }, (_, index) => missing(`m${index}`));
  const fields = Array.from({ length: 30 }, (_, index) => field(`data.${index}`));
  expect(shortened(target('dev/a', 1, many)).objects).toHaveLength(50);
  expect(leftOutOf(target('dev/a', 1, many))).toBe(10);
  expect(shortened(target('dev/a', 1, [deployment('web', ...fields)])).objects[0]?.fields).toHaveLength(20);
});

test('what is shown of much is the worst of it, in the order of all', () => {
  const stale = Array.from({ length: 60 }, (_, index) => ({
    ...missing(`a${index}`),
    result: 'stale' as const,
  }));
  const others = Array.from({ length: 30 }, (_, index) =>
    field(`a.${index}`, { cause: 'unknown', owners: [] }),
  );
  const { objects } = shortened(
    target('dev/a', 1, [...stale, missing('x'), deployment('web', ...others, field('spec.replicas'))]),
  );
  expect(objects.slice(-2).map(({ name }) => name)).toEqual(['x', 'web']);
  expect(objects.at(-1)?.fields.at(-1)).toMatchObject({ where: 'spec.replicas', cause: 'person' });
  expect(objects.slice(0, 48)).toEqual(stale.slice(0, 48));
});
