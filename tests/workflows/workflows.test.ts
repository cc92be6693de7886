import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { buildGoTool } from '../support/go-tool.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly 'timeout-minutes'?: number;
        readonly steps: readonly Step[];
      }
    >
  >;
}

const paths = checkoutFiles('.github/workflows/*.yaml', '.github/workflows/*.yml');

function actionlint(...files: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
} {
  const program = buildGoTool('actionlint', 'github.com/rhysd/actionlint/cmd/actionlint');
  // shellcheck and pyflakes would be used if they happened to be installed: the verdict must not depend on it.
  return spawnSync(program, ['-shellcheck=', '-pyflakes=', ...files], { cwd: checkout, encoding: 'utf8' });
}

test('there are workflows to check', () => {
  expect(paths).toContain('.github/workflows/pull-request.yaml');
});

describe('actionlint', () => {
  test('finds nothing wrong with the workflows', () => {
    const { status, stdout } = actionlint(...paths);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  test('would find a title that anyone can write run as a script', () => {
    const title = '${{ github.event.pull_request.title }}';
    const workflow = `on: pull_request\njobs:\n  greet:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "${title}"\n`;
    const { status, stdout } = actionlint(join(temporaryFolder({ 'unsafe.yaml': workflow }), 'unsafe.yaml'));
    expect(status).toBe(1);
    expect(stdout).toContain('github.event.pull_request.title');
  });
});

/** All that any job may do beyond reading the repository, and why. */
const rights: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // Posts the plan that a job without rights has made.
  '.github/workflows/pull-request.yaml comment': { 'pull-requests': 'write' },
  // Signs in to AWS, as an account that may only read; runs what is on the main branch.
  '.github/workflows/nightly-drift.yaml drift': { contents: 'read', 'id-token': 'write' },
  // Keeps one issue up to date.
  '.github/workflows/nightly-drift.yaml issue': { issues: 'write' },
};

describe.each(paths)('%s', (path) => {
  const text = readFileSync(join(checkout, path), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);

  test('pins every action to a commit and says which version that is', () => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may read the repository and nothing else, but for jobs that need one right more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const [name, job] of jobs) expect(job.permissions).toEqual(rights[`${path} ${name}`]);
  });

  test('runs nothing of the repository where GitHub may be written to', () => {
    const writers = jobs.filter(([, { permissions = {} }]) =>
      Object.entries(permissions).some(([name, right]) => right === 'write' && name !== 'id-token'),
    );
    for (const [, { steps }] of writers) {
      for (const { uses = 'actions/download-artifact@' } of steps)
        expect(uses).toMatch(/^actions\/download-artifact@/);
      for (const { run = '' } of steps)
        expect(run).not.toMatch(/\.\/|\bnp[mx] |\bnode |\bbash |\bgit (?:clone|fetch)/);
    }
  });

  test('signs in nowhere on behalf of a pull request', () => {
    const signsIn = jobs.some(([, { permissions = {} }]) => 'id-token' in permissions);
    if (signsIn) expect(Object.keys(workflow.on).sort()).toEqual(['schedule', 'workflow_dispatch']);
    else expect(JSON.stringify(workflow.jobs)).not.toContain('id-token');
  });

  test('runs nothing with the rights of the base branch on the code of a fork', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  test('leaves no credentials in the checkout', () => {
    const checkouts = jobs
      .flatMap(([, job]) => job.steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: inputs } of checkouts) expect(inputs?.['persist-credentials']).toBe(false);
  });

  test('stops what a newer push has overtaken', () => {
    expect(workflow.concurrency?.group).toContain('${{');
    expect(workflow.concurrency?.['cancel-in-progress']).toBe(true);
  });

  test('gives every job a time limit', () => {
    for (const [, job] of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test('puts no expression into a script: its value would be code', () => {
    for (const { run } of jobs.flatMap(([, job]) => job.steps)) expect(run ?? '').not.toContain('${{');
  });
});

test('one version of an action is used everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const path of paths) {
    for (const [, action = '', commit = ''] of readFileSync(join(checkout, path), 'utf8').matchAll(
      /uses: (\S+)@(\S+)/g,
    )) {
      versions.set(action, (versions.get(action) ?? new Set()).add(commit));
    }
  }
  for (const [action, commits] of versions) expect([action, ...commits]).toHaveLength(2);
});

test("CI runs the README's commands", () => {
  const script = readFileSync(join(checkout, '.ci/run'), 'utf8');
  expect(script).toMatch(/^npm ci$/m);
  expect(script).toMatch(/^npm test\b/m);
});
