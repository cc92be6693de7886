import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { commitAll } from '../support/commits.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const settings = (value: string) =>
  `kind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  value: ${value}\n`;

const hub = 'ap-northeast-1';
const clusters = [`dev/${hub}`, `production/${hub}`, 'production/eu-central-1', 'production/us-west-2'];
const rendered = Object.fromEntries(
  clusters.flatMap((cluster) => [
    [`dist/${cluster}/api/ConfigMap.yaml`, settings('1')],
    [`dist/${cluster}/api/argocd.params`, 'app: api\n'],
  ]),
);

/** What is listed of the repository's environments after a change of what was rendered. */
async function targets(changes: Readonly<Record<string, string>>, ...revisions: readonly string[]) {
  const folder = temporaryFolder(rendered);
  cpSync(join(checkout, 'environments'), join(folder, 'environments'), { recursive: true });
  commitAll(folder);
  writeFiles(folder, changes);
  if (revisions.length > 0) commitAll(folder);
  return runPlumb(['rehearse', 'targets', ...revisions], { cwd: folder });
}

const listed = async (...request: Parameters<typeof targets>) => {
  const { code, stdout, stderr } = await targets(...request);
  expect({ code, stderr, lines: stdout.split('\n').length }).toEqual({ code: 0, stderr: '', lines: 2 });
  return JSON.parse(stdout) as unknown;
};

const changed = (...places: readonly string[]) =>
  Object.fromEntries(places.map((place) => [`dist/${place}/api/ConfigMap.yaml`, settings('2')]));

test('of each environment the hub, if anything differs there', async () => {
  const changes = changed(`dev/${hub}`, 'production/eu-central-1', 'production/hub');
  expect(await listed(changes)).toEqual([
    { environment: 'dev', region: hub },
    { environment: 'production', region: hub },
  ]);
});

test('else the first region where something differs', async () => {
  expect(await listed(changed('production/us-west-2', 'production/eu-central-1'))).toEqual([
    { environment: 'production', region: 'eu-central-1' },
  ]);
});

test('between two commits as between one and the working tree', async () => {
  expect(await listed(changed(`dev/${hub}`), 'HEAD^1', 'HEAD')).toEqual([
    { environment: 'dev', region: hub },
  ]);
  expect(await listed({ 'README.md': 'nothing that is deployed\n' }, 'HEAD^1', 'HEAD')).toEqual([]);
});

test('not what there is nothing to begin with for', async () => {
  expect(await listed(changed(`staging/${hub}`, 'production/ap-northeast-3'))).toEqual([]);
});

test('a revision that is not there is an error, not an empty list', async () => {
  const { code, stdout } = await targets(changed(`dev/${hub}`), 'no-such');
  expect(code).toBe(2);
  expect(stdout).toContain('unknown-revision');
});

test('a folder in which nothing is rendered is an error too: another one was meant', async () => {
  const dist = join(temporaryFolder(rendered), 'dist');
  for (const named of [
    ['.', dist],
    [dist, 'environments/production'],
    ['environments', dist],
    ['HEAD', '.'],
  ]) {
    const { code, stdout } = await targets({ 'README.md': '' }, ...named);
    const folder = named.find((name) => name !== dist && name !== 'HEAD');
    expect(stdout).toContain(`${folder} has nothing rendered for any environment of this repository`);
    expect(stdout).toContain(
      'next: name a folder like dist, which has one for each: dev, staging, production',
    );
    expect(code).toBe(2);
  }
});

test('a revision from before anything was rendered gives nothing to begin with', async () => {
  const folder = temporaryFolder({ 'README.md': '' });
  cpSync(join(checkout, 'environments'), join(folder, 'environments'), { recursive: true });
  commitAll(folder);
  writeFiles(folder, rendered);
  commitAll(folder);
  const { code, stdout } = await runPlumb(['rehearse', 'targets', 'HEAD^1', 'HEAD'], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
});

test('nothing is said of a repository without environments', async () => {
  const cwd = temporaryFolder(rendered);
  commitAll(cwd);
  const { code, stdout } = await runPlumb(['rehearse', 'targets', 'HEAD', 'HEAD'], { cwd });
  expect(code).toBe(2);
  expect(stdout).toContain('unjudged[no-environments]');
});

test('data that cannot be used is told where it is', async () => {
  const { code, stdout } = await targets({ 'environments/dev/environment.yaml': 'hbu: here\n' });
  expect(code).toBe(2);
  expect(stdout).toContain('environments/dev/environment.yaml:1:1');
});

test('a rehearsal needs the name of one cluster', async () => {
  for (const args of [[], ['--env', 'dev'], ['HEAD', '--region', hub]]) {
    const { code, stdout } = await runPlumb(['rehearse', ...args]);
    expect(code).toBe(2);
    expect(stdout).toContain('unjudged[usage]: name the cluster: --env and --region');
  }
});
