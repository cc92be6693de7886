import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Job {
  readonly steps: readonly { readonly name?: string; readonly run?: string }[];
}

const jobsOf = (path: string): Readonly<Record<string, Job>> =>
  (parse(readFileSync(join(checkout, path), 'utf8')) as { jobs: Record<string, Job> }).jobs;

test.each(checkoutFiles('.github/workflows/*.yaml'))('%s: bash can read its scripts', (path) => {
  const scripts = Object.values(jobsOf(path)).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(scripts.length).toBeGreaterThan(0);
  for (const input of scripts)
    expect(spawnSync('bash', ['-n'], { input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

const hasJq = spawnSync('jq', ['--version']).status === 0;

/**
 * What the last step of a job asks of GitHub, which cannot be reached from here: a program in the place of `gh` writes down
 * its arguments and what it is given to send. The first question is answered with `number`.
 */
function asked(
  [path, job, files]: readonly [string, string, Readonly<Record<string, string>>],
  number: string,
  env: Readonly<Record<string, string>>,
): { readonly calls: string[]; readonly sent: string } {
  const folder = temporaryFolder({
    ...files,
    'bin/gh': `#!/bin/bash
echo "$*" >> calls
for argument; do case $argument in body.*) cp "$argument" sent ;; esac; done
case "$*" in *--jq*) echo "$NUMBER" ;; esac
`,
  });
  chmodSync(join(folder, 'bin/gh'), 0o755);
  const script = jobsOf(path)[job]?.steps.at(-1)?.run ?? '';
  const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, NUMBER: number, ...env },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
  // The first one spans lines where its query does.
  const sent = join(folder, 'sent');
  return {
    calls: calls.filter((call) => !call.includes('--jq') && !call.startsWith(' ')),
    sent: existsSync(sent) ? readFileSync(sent, 'utf8') : '',
  };
}

describe('the comment on a pull request', () => {
  const plan = 'a plan with "quotes", $(id) and `id`\n';
  const env = { COMMENTS: 'repos/a/b/issues/7/comments', COMMENT: 'repos/a/b/issues/comments' };
  const comment = (text: string, id: string) =>
    asked(['.github/workflows/pull-request.yaml', 'comment', { 'plan.md': text }], id, env);

  test('is posted once, and then brought up to date', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const first = comment(plan, '');
    expect(first.calls).toEqual(['api --method POST repos/a/b/issues/7/comments --input body.json --silent']);
    expect(JSON.parse(first.sent)).toEqual({ body: `<!-- plumb diff -->\n${plan}` });
    expect(comment(plan, '42').calls).toEqual([
      'api --method PATCH repos/a/b/issues/comments/42 --input body.json --silent',
    ]);
  });

  test('is no longer than GitHub takes', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const { body } = JSON.parse(comment('é'.repeat(65_536), '').sent) as { body: string };
    expect([...body]).toHaveLength(65_536);
  });
});

describe('the issue about drift', () => {
  const issue = (code: string, number: string) =>
    asked(['.github/workflows/nightly-drift.yaml', 'issue', { 'drift.md': '## drift\n' }], number, {
      CODE: code,
      RUN: 'https://plumb.invalid/runs/1',
    });

  test('is opened, brought up to date, and closed when all is clean', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const opened = issue('1', '');
    expect(opened.calls).toEqual([
      'issue create --title The clusters are not as git says --body-file body.md',
    ]);
    expect(opened.sent).toMatch(/^<!-- plumb drift -->\n.*https:\/\/plumb.invalid\/runs\/1\n\n## drift\n/);
    expect(issue('2', '9').calls).toEqual(['issue edit 9 --body-file body.md']);
    expect(issue('0', '9').calls).toEqual([
      'issue close 9 --comment All is clean: https://plumb.invalid/runs/1',
    ]);
    expect(issue('0', '').calls).toEqual([]);
  });
});
