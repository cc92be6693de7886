import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Workflow {
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly if?: string;
  /** Not of jobs that call another workflow. */
  readonly steps?: readonly Step[];
}

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly run?: string;
}

const readWorkflow = (path: string): Workflow =>
  parse(readFileSync(join(checkout, path), 'utf8')) as Workflow;

test.each(checkoutFiles('.github/workflows/*.yaml'))('%s: bash can read its scripts', (path) => {
  const scripts = Object.values(readWorkflow(path).jobs).flatMap(({ steps = [] }) =>
    steps.flatMap(({ run }) => run ?? []),
  );
  expect(scripts.length).toBeGreaterThan(0);
  for (const input of scripts)
    expect(spawnSync('bash', ['-n'], { input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

/** As GitHub runs the script of a step: with other options where the workflow names bash than where it names nothing. */
function runStep(
  { defaults }: Workflow,
  step: Step | undefined,
  folder: string,
  env: Readonly<Record<string, string>>,
) {
  const options = defaults?.run?.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  return spawnSync('bash', [...options, '-c', step?.run ?? 'exit 99'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
}

const hasJq = spawnSync('jq', ['--version']).status === 0;

/**
 * What the last step of a job asks of GitHub, which cannot be reached from here: a program in the place of `gh` writes down
 * its arguments and what it is given to send. The first question is answered with `number`, or fails where there is none.
 */
function asked(
  [workflow, job, files]: readonly [string, string, Readonly<Record<string, string>>],
  number: string | undefined,
  env: Readonly<Record<string, string>>,
): { readonly calls: string[]; readonly sent: string } {
  const folder = temporaryFolder({
    ...files,
    'bin/gh': `#!/bin/bash
echo "$*" >> calls
for argument; do case $argument in body.*) cp "$argument" sent ;; esac; done
case "$*" in *--jq*) echo "\${NUMBER?HTTP 502}" ;; esac
`,
  });
  chmodSync(join(folder, 'bin/gh'), 0o755);
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  const read = readWorkflow(workflow);
  const { status, stderr } = runStep(read, read.jobs[job]?.steps?.at(-1), folder, {
    PATH: path,
    ...(number === undefined ? {} : { NUMBER: number }),
    ...env,
  });
  if (number === undefined) {
    expect(status).not.toBe(0);
    expect(stderr).toContain('HTTP 502');
  } else expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
  // The first one spans lines where its query does.
  const sent = join(folder, 'sent');
  return {
    calls: calls.filter((call) => !call.includes('--jq') && !call.startsWith(' ')),
    sent: existsSync(sent) ? readFileSync(sent, 'utf8') : '',
  };
}

describe('a comment on a pull request', () => {
  const workflow = '.github/workflows/comment.yaml';
  const plan = 'a plan with "quotes", $(id) and `id`\n';
  const env = {
    MARKER: '<!-- plumb diff -->',
    EXPECTED: '[]',
    COMMENTS: 'repos/a/b/issues/7/comments',
    COMMENT: 'repos/a/b/issues/comments',
  };
  const comment = (files: Readonly<Record<string, string>>, id = '') => {
    const { calls, sent } = asked([workflow, 'post', files], id, env);
    return { calls, body: sent === '' ? '' : (JSON.parse(sent) as { body: string }).body };
  };

  test('is posted once, and then brought up to date', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const first = comment({ 'texts/plan.md': plan, 'texts/plan.html': '<html>' });
    expect(first.calls).toEqual(['api --method POST repos/a/b/issues/7/comments --input body.json --silent']);
    expect(first.body).toBe(`<!-- plumb diff -->\n${plan}`);
    expect(comment({ 'texts/plan.md': plan }, '42').calls).toEqual([
      'api --method PATCH repos/a/b/issues/comments/42 --input body.json --silent',
    ]);
  });

  test('is not posted a second time when GitHub does not tell whether there is one', () => {
    const { calls, sent } = asked([workflow, 'post', { 'texts/plan.md': plan }], undefined, env);
    expect({ calls, sent }).toEqual({ calls: [], sent: '' });
  });

  test('has one text after the other', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const files = { 'texts/dev.md': '# dev\n', 'texts/staging.md': '# staging\n' };
    expect(comment(files).body).toBe('<!-- plumb diff -->\n# dev\n\n# staging\n');
  });

  test('says what did not come to its end, also beside what did', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const comments = (files: Readonly<Record<string, string>>) =>
      (
        JSON.parse(asked([workflow, 'post', files], '', { ...env, EXPECTED: '["dev", "staging"]' }).sent) as {
          body: string;
        }
      ).body;
    const died = (name: string) => `# ${name}\n\nThis did not come to its end: the checks tell why.\n`;
    expect(comments({ 'texts/dev.md': '# dev\nnothing to stop for\n' })).toBe(
      `<!-- plumb diff -->\n# dev\nnothing to stop for\n\n${died('staging')}`,
    );
    expect(comments({ 'texts/dev.md': '' })).toBe(`<!-- plumb diff -->\n${died('dev')}\n${died('staging')}`);
  });

  test('is no longer than GitHub takes, and each text has its share', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const [long, short] = ['é'.repeat(65_536), '# staging\n'];
    const one = comment({ 'texts/a.md': long }).body;
    expect([...one]).toHaveLength(65_536);
    expect(one).toMatch(/^<!-- plumb diff -->\né+\n… the rest is in the summary of the run\n$/);
    const two = comment({ 'texts/a.md': long, 'texts/b.md': long, 'texts/c.md': short }).body;
    expect([...two].length).toBeLessThanOrEqual(65_536);
    expect(two.match(/…/g)).toHaveLength(2);
    expect(two.endsWith(`run\n\n${short}`)).toBe(true);
  });

  test('takes back what is there of an earlier commit, if there is nothing of this one', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    expect(comment({}).calls).toEqual([]);
    const { calls, body } = comment({}, '42');
    expect(calls).toEqual(['api --method PATCH repos/a/b/issues/comments/42 --input body.json --silent']);
    expect(body).toMatch(
      /^<!-- plumb diff -->\nThe newest commit changes nothing that is to be shown here, or /,
    );
  });
});

/** Labs and revisions are not there: a program in the place of `plumb` says something and exits with a code. */
function runWithPlumb(workflow: Workflow, step: Step | undefined, code: number, said = 'echo "$*"') {
  const folder = temporaryFolder({
    plumb: `#!/bin/bash\n${said}\nexit ${code}\n`,
    summary: '',
    output: '',
  });
  chmodSync(join(folder, 'plumb'), 0o755);
  const env = {
    ENVIRONMENT: 'dev',
    REGION: 'tokyo',
    GITHUB_STEP_SUMMARY: 'summary',
    GITHUB_OUTPUT: 'output',
  };
  const { status, stdout } = runStep(workflow, step, folder, env);
  return { folder, status, stdout, read: (file: string) => readFileSync(join(folder, file), 'utf8') };
}

describe('what a pull request does', () => {
  const workflow = readWorkflow('.github/workflows/pull-request.yaml');
  const { jobs } = workflow;
  const withPlumb = (...args: readonly [step: Step | undefined, code: number, said?: string]) =>
    runWithPlumb(workflow, ...args);

  const rehearsal = jobs['rehearse']?.steps?.find(({ run }) => run?.includes('./plumb rehearse'));
  const plan = jobs['synth']?.steps?.find(({ run }) => run?.includes('./plumb diff'));

  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])('plans: of exit code %i the step makes %i', (code, expected) => {
    const { status, read } = withPlumb(plan, code);
    expect(status).toBe(expected);
    expect(read('summary')).toBe('diff HEAD^1 HEAD -o markdown\n');
    expect(read('plan.md')).toBe(read('summary'));
  });

  test.each([0, 1, 2])('fails, and leaves no text, if there was not a word: %i', (code) => {
    expect(withPlumb(plan, code, 'echo "cannot go on" >&2').status).toBe(1);
    const { status, folder } = withPlumb(rehearsal, code, 'echo "cannot go on" >&2');
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'dev.md'))).toBe(false);
  });

  test.each([0, 1, 2])('rehearses: told in the summary and in a file, failing as it does: %i', (code) => {
    const { status, read } = withPlumb(rehearsal, code);
    expect(status).toBe(code);
    expect(read('summary')).toBe(
      '# dev, tokyo\nrehearse HEAD^1 HEAD --env dev --region tokyo --request fast-canaries -o markdown\n',
    );
    expect(read('dev.md')).toBe(read('summary'));
  });

  test('leaves no rehearsal out because the list of clusters failed', () => {
    const step = jobs['synth']?.steps?.find(({ id }) => id === 'targets');
    const listed = withPlumb(step, 0);
    expect({ status: listed.status, output: listed.read('output') }).toEqual({
      status: 0,
      output: 'targets=rehearse targets HEAD^1 HEAD\n',
    });
    const failed = withPlumb(step, 2);
    expect({ status: failed.status, output: failed.read('output') }).toEqual({ status: 1, output: '' });
    expect(failed.stdout).toBe('rehearse targets HEAD^1 HEAD\n');
  });
});

describe('the report of a night', () => {
  const workflow = readWorkflow('.github/workflows/nightly-drift.yaml');
  const merge = workflow.jobs['report']?.steps?.find(({ id }) => id === 'merge');

  test.each([0, 1, 2])('is in the summary, with the exit code for the issue: %i', (code) => {
    const { status, read } = runWithPlumb(workflow, merge, code);
    expect(status).toBe(0);
    expect(read('output')).toBe(`code=${code}\n`);
    expect(read('fleet/drift.md')).toMatch(/^drift merge reports\/none.json --all -o markdown/);
    expect(read('summary')).toBe(read('fleet/drift.md'));
  });

  test('tells since when in the page too, which the issue leads to', () => {
    const { read } = runWithPlumb(workflow, merge, 1);
    for (const file of ['fleet/drift.md', 'fleet/drift.html'])
      expect(read(file)).toContain(' --history history/drift.json');
    for (const file of ['fleet/drift.json', 'fleet/drift.prom'])
      expect(read(file)).not.toContain('--history');
  });

  test.each([0, 137])('says so if there was not a word, and is not taken for a clean one: %i', (code) => {
    const { status, read } = runWithPlumb(workflow, merge, code, '');
    expect(status).toBe(0);
    expect(read('output')).toBe('code=2\n');
    expect(read('summary')).toContain(`ended with exit code ${code};`);
  });
});

describe('the issue about drift', () => {
  const issue = (code: string, number: string, report = '## drift\n') =>
    asked(['.github/workflows/nightly-drift.yaml', 'issue', { 'drift.md': report }], number, {
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

  test('tells nothing of a run on a branch, which may sign in nowhere', () => {
    const { jobs } = readWorkflow('.github/workflows/nightly-drift.yaml');
    expect(jobs['issue']?.if).toContain("&& github.ref == 'refs/heads/main'");
  });

  test('says where the rest is, if GitHub would not take it', ({ skip }) => {
    skip(!hasJq, 'there is no jq on the path');
    const { sent } = issue('1', '', 'word '.repeat(20_000));
    expect(sent).toMatch(/\n… the rest is in the summary of the run\n$/);
    expect(sent).toHaveLength(65_536);
  });
});
