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

type Rights = Readonly<Record<string, string>>;

interface Job {
  readonly permissions?: Rights;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
  /** Another workflow, in the place of steps. */
  readonly uses?: string;
  readonly secrets?: unknown;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Rights;
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: unknown };
  readonly defaults?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const paths = checkoutFiles('.github/workflows/*.yaml', '.github/workflows/*.yml');

function readWorkflow(path: string): Workflow {
  return parse(readFileSync(join(checkout, path), 'utf8')) as Workflow;
}

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
const rights: Readonly<Record<string, Rights>> = {
  // Posts the plan, or the rehearsals, that jobs without rights have made.
  '.github/workflows/comment.yaml post': { 'pull-requests': 'write' },
  // Call it, and may do nothing else.
  '.github/workflows/pull-request.yaml plan-comment': { 'pull-requests': 'write' },
  '.github/workflows/pull-request.yaml rehearsal-comment': { 'pull-requests': 'write' },
  // Signs in to AWS, as an account that may only read; runs what is on the main branch.
  '.github/workflows/nightly-drift.yaml drift': { contents: 'read', 'id-token': 'write' },
  // Keeps one issue up to date.
  '.github/workflows/nightly-drift.yaml issue': { issues: 'write' },
};

describe.each(paths)('%s', (path) => {
  const text = readFileSync(join(checkout, path), 'utf8');
  const workflow = readWorkflow(path);
  const jobs = Object.entries(workflow.jobs);
  // It belongs to the run of the workflow that calls it.
  const isCalled = 'workflow_call' in workflow.on;

  test('pins every action to a commit and says which version that is', () => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    // A workflow of the same commit cannot be another one.
    const actions = uses.filter((line) => !line.includes('uses: ./.github/workflows/'));
    expect(actions.length).toBeGreaterThan(0);
    for (const line of actions) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may read the repository and nothing else, but for jobs that need one right more', () => {
    expect(workflow.permissions).toEqual(isCalled ? {} : { contents: 'read' });
    for (const [name, job] of jobs) expect(job.permissions).toEqual(rights[`${path} ${name}`]);
  });

  test('runs nothing of the repository where GitHub may be written to', () => {
    const writers = jobs.filter(([, { permissions = {} }]) =>
      Object.entries(permissions).some(([name, right]) => right === 'write' && name !== 'id-token'),
    );
    for (const [, { steps = [], uses }] of writers) {
      // What another workflow runs is looked at there.
      if (uses !== undefined) expect(paths).toContain(uses.replace('./', ''));
      for (const { uses: action = 'actions/download-artifact@' } of steps)
        expect(action).toMatch(/^actions\/download-artifact@/);
      for (const { run = '' } of steps)
        expect(run).not.toMatch(/\.\/|\bnp[mx] |\bnode |\bbash |\bgit (?:clone|fetch)/);
    }
  });

  test('calls what asks for the rights that it is given, and hands no secrets on', () => {
    for (const [, { uses, permissions = {}, secrets }] of jobs) {
      if (uses === undefined) continue;
      // GitHub starts nothing at all if a workflow asks for more than its caller may do.
      const called = Object.values(readWorkflow(uses).jobs);
      for (const job of called) expect(permissions).toEqual(job.permissions);
      expect(secrets).toBeUndefined();
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
      .flatMap(([, { steps = [] }]) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: inputs } of checkouts) expect(inputs?.['persist-credentials']).toBe(false);
  });

  test('stops what a newer push has overtaken', () => {
    if (isCalled) {
      // Two calls in one run would stop each other.
      expect(workflow.concurrency).toBeUndefined();
      return;
    }
    expect(workflow.concurrency?.group).toContain('${{');
    expect(workflow.concurrency?.['cancel-in-progress']).toBe(true);
  });

  test('gives every job a time limit', () => {
    for (const [, { uses, 'timeout-minutes': minutes }] of jobs)
      if (uses === undefined) expect(minutes).toBeGreaterThan(0);
  });

  test('fails with any command of a pipe: GitHub sets pipefail for a shell that is named', () => {
    expect(workflow.defaults).toEqual({ run: { shell: 'bash' } });
    expect(JSON.stringify(workflow.jobs)).not.toContain('"shell":');
  });

  test('puts no expression into a script: its value would be code', () => {
    for (const { run } of jobs.flatMap(([, { steps = [] }]) => steps)) expect(run ?? '').not.toContain('${{');
  });
});

test('one version of an action is used everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const path of paths) {
    for (const [, action = '', commit = ''] of readFileSync(join(checkout, path), 'utf8').matchAll(
      // Of `actions/cache/restore` the version is that of `actions/cache`.
      /uses: ([\w.-]+\/[\w.-]+)\S*@(\S+)/g,
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
