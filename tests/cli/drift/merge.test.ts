import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeReports } from '../../../src/cli/drift/merge.ts';
import { deployment, field, target } from '../../drift/runs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const now = Date.parse('2026-06-01T00:00:00Z');

test('a report that nobody can hold keeps no other from being told', () => {
  const depth = 50_000;
  const report = JSON.stringify({
    version: 1,
    targets: [target('dev/a', 1, [deployment('web', { ...field('spec.replicas'), before: 'DEEP' })])],
  }).replace('"DEEP"', `${'['.repeat(depth)}${']'.repeat(depth)}`);
  const folder = temporaryFolder({
    'deep.json': report,
    'other.json': JSON.stringify({ version: 1, targets: [target('dev/b', 1)] }),
  });
  const files = ['deep.json', 'other.json'].map((name) => ({ name, file: join(folder, name) }));
  const { targets, findings, unreported } = mergeReports({ files, findings: [] }, ['dev/a', 'dev/b'], now);
  expect([...targets()].map(({ target: name }) => name)).toEqual(['dev/b']);
  expect(unreported).toEqual(['dev/a']);
  expect(findings).toMatchObject([
    { severity: 'unjudged', rule: 'not-a-drift-report', location: { file: 'deep.json' } },
    { rule: 'no-report', subject: 'dev/a' },
  ]);
});
