import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDriftRun } from '../../src/drift/read-run.ts';
import { inGit } from '../drift/objects.ts';
import recordings from '../drift/recorded.json' with { type: 'json' };
import { checkout } from '../support/checkout.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder } from '../support/temporary.ts';

const git = JSON.stringify(inGit.get('ConfigMap settings'));
const dumpOf = (name: keyof typeof recordings): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [recordings[name].live] });

const files = {
  'git/settings.json': git,
  'clean.json': dumpOf('applied: ConfigMap settings'),
  'drifted.json': dumpOf('a key is added'),
  'broken.yaml': 'kind: [',
};

const drift = async (live: string, ...args: string[]) =>
  runPlumb(['drift', '--desired', 'git', '--live', live, ...args], { cwd: temporaryFolder(files) });

test('exits with 0 if all is clean', async () => {
  expect(await drift('clean.json')).toEqual({
    code: 0,
    stdout: 'plumb drift: 1 object: 1 clean\n',
    stderr: '',
  });
});

test('exits with 1 and says who, if something is not', async () => {
  const { code, stdout } = await drift('drifted.json');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'git/settings.json:1:1 (ConfigMap shop/settings): error[drifted-by-person]: data.extra is "x", git says nothing of it (kubectl-edit, Update, ',
  );
  const { result } = JSON.parse((await drift('drifted.json', '-o', 'json')).stdout) as { result: unknown };
  expect(result).toMatchObject({
    counts: { drifted: 1, clean: 0 },
    objects: [{ name: 'settings', result: 'drifted', fields: [{ path: 'data.extra', cause: 'person' }] }],
  });
});

test('exits with 2 and compares nothing, if a file cannot be read', async () => {
  for (const live of ['broken.yaml', 'nowhere.yaml']) {
    const { code, stdout } = await drift(live);
    expect(code).toBe(2);
    expect(stdout).toContain('nothing was done');
    expect(stdout).not.toContain('missing]: git has it');
  }
});

test('exits with 2 if an object has no name', async () => {
  const nameless = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'a-' } });
  const cwd = temporaryFolder({ ...files, 'git/nameless.json': nameless });
  const { code, stdout } = await runPlumb(['drift', '--desired', 'git', '--live', 'clean.json'], { cwd });
  expect(code).toBe(2);
  expect(stdout).toContain(
    'git/nameless.json:1:51: unjudged[not-a-manifest]: metadata.name of the ConfigMap',
  );
});

test.each([
  ['--desired git', 'compare dumps: one is missing'],
  ['--live clean.json', 'compare dumps: one is missing'],
  ['--desired git --live clean.json --env dev --read-only', '--env, --read-only cannot be given'],
])(
  'exits with 2 if it is told half of what to compare, or of two things at once: %s',
  async (line, message) => {
    const { code, stdout } = await runPlumb(['drift', ...line.split(' ')], { cwd: temporaryFolder(files) });
    expect(code).toBe(2);
    expect(stdout).toContain(message);
  },
);

test('exits with 2 if metrics of dumps are asked for, which are of no cluster', async () => {
  const { code, stdout } = await drift('clean.json', '-o', 'prometheus');
  expect({ code, isTold: stdout.includes('metrics are of clusters') }).toEqual({ code: 2, isTold: true });
});

describe('of clusters', () => {
  const kubeconfig = (server: string) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'production-us-west-2', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'production-us-west-2',
    });
  const ask = async (...args: readonly string[]) =>
    runPlumb(['drift', '--dist', join(checkout, 'dist'), '--kubeconfig', 'config', ...args], {
      cwd: temporaryFolder({ config: kubeconfig('https://127.0.0.1:1') }),
    });

  test('exits with 2 and names each that cannot be reached', async () => {
    const { code, stdout, stderr } = await ask('--env', 'production');
    expect(code).toBe(2);
    expect(stdout).toContain('production/us-west-2: unjudged[unreachable]: the cluster does not answer');
    expect(stdout).toContain(
      'production/eu-central-1: unjudged[unreadable]: it was not asked: the kubeconfig has no',
    );
    expect(stdout).toContain('plumb drift: 0 clusters, 4 clusters not judged');
    expect(stderr).toContain('production/us-west-2: ');
  });

  test('prints a run that can be read back', async () => {
    const { stdout } = await ask('--env', 'production', '--region', 'us-west-2', '-o', 'json');
    expect(readDriftRun(stdout, 'stdout').targets).toMatchObject([
      { target: 'production/us-west-2', context: 'production-us-west-2', state: 'unreachable' },
    ]);
  });

  test('one context that leads nowhere hides no other cluster', async () => {
    const { code, stdout } = await runPlumb(
      ['drift', '--dist', join(checkout, 'dist'), '--kubeconfig', 'config', '--env', 'production'],
      { cwd: temporaryFolder({ config: kubeconfig('localhost:1') }) },
    );
    expect(code).toBe(2);
    expect(stdout).toContain('the server of the context is localhost:1');
    expect(stdout).toContain('plumb drift: 0 clusters, 4 clusters not judged');
  });

  test.each([
    [
      'an app here',
      ['--env', 'production', '--region', 'eu-central-1', '--app', 'argocd'],
      'does not have it',
    ],
    ['history of one app', ['--app', 'receipt-api', '--history', 'h.json'], 'leave one of the two out'],
    [
      'second place',
      ['--env', 'dev', '--history', 'h.json', '--to', './h.json'],
      '--history and --to are the same place, ./h.json',
    ],
    ['an environment', ['--env', 'prod'], '--env prod: no environment of that name is rendered'],
    [
      'a region',
      ['--env', 'dev', '--region', 'us-west-2'],
      '--region us-west-2: no region of that name is rendered',
    ],
    ['an app', ['--env', 'dev', '--app', 'receipt-apy'], 'did you mean receipt-api?'],
    [
      'log',
      ['--env', 'production', '--region', 'us-west-2', '--audit-log', 'no.log'],
      'no.log does not exist',
    ],
    [
      'one cluster',
      ['--context', 'production-us-west-2'],
      '--context is of one cluster, and 7 are asked for',
    ],
  ])('exits with 2 if there is no such %s', async (_, args, message) => {
    const { code, stdout } = await ask(...args);
    expect(code).toBe(2);
    expect(stdout).toContain(message);
  });
});
