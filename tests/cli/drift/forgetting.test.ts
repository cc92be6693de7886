import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { distFiles } from '../../support/drift-cluster.ts';
import { runPlumb } from '../../support/plumb.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const before = {
  version: 1,
  lookedAt: { 'dev/gone': '2026-01-02T03:04:05Z' },
  findings: [],
  trend: [],
};

/** What the history knows of after a look at a repository of one cluster that is not in the kubeconfig. */
async function knownAfter(...args: readonly string[]): Promise<{ known: string[]; isTold: boolean }> {
  const cwd = temporaryFolder({
    ...distFiles({ 'one/shop': [] }),
    'environments/regions.yaml': '{}',
    'config.json': '{"apiVersion": "v1", "kind": "Config"}',
    'history.json': JSON.stringify(before),
  });
  const flags = ['--kubeconfig', 'config.json', '--history', 'history.json'];
  const { stdout } = await runPlumb(['drift', ...flags, ...args], { cwd });
  expect(stdout).toContain('lab/one: unjudged[unreadable]');
  const history = JSON.parse(readFileSync(join(cwd, 'history.json'), 'utf8')) as typeof before;
  return { known: Object.keys(history.lookedAt), isTold: stdout.includes('git has it no more') };
}

test('a cluster leaves the history once all that git has was looked at without it', async () => {
  expect(await knownAfter()).toEqual({ known: ['lab/one'], isTold: true });
});

test.each([
  ['an environment', ['--env', 'lab']],
  ['a region', ['--region', 'one']],
  ['another folder', ['--dist', 'dist']],
])('it stays in it as long as only %s is looked at', async (_, args) => {
  expect(await knownAfter(...args)).toEqual({ known: ['dev/gone', 'lab/one'], isTold: false });
});
