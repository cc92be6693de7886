import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DriftTarget } from '../../src/drift/run.ts';
import { deployment, field, missing, night, target } from '../drift/runs.ts';
import { runPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const report = (...targets: readonly DriftTarget[]): string => JSON.stringify({ version: 1, targets });

const files = {
  'dev.json': report(target('dev/us-west-2', 1)),
  'production.json': report(target('production/us-west-2', 1, [deployment('web', field('spec.replicas'))])),
  'many.json': report(
    target(
      'dev/us-west-2',
      2,
      Array.from({ length: 60 }, (_, index) => missing(`m${index}`)),
    ),
  ),
  'broken.json': '{"version": 1, "targets": [',
};

const merge = async (cwd: string, ...args: string[]) => runPlumb(['drift', 'merge', ...args], { cwd });

test('lists the clusters of the environments, for a matrix', async () => {
  const { code, stdout } = await runPlumb(['drift', 'targets']);
  expect(code).toBe(0);
  expect(stdout.trimEnd()).not.toContain('\n');
  expect(JSON.parse(stdout)).toContainEqual({
    environment: 'production',
    region: 'eu-central-1',
    cluster: 'production-eu-central-1',
    hub: { region: 'ap-northeast-1', cluster: 'production-ap-northeast-1' },
    account: '333344445555',
  });
  const cwd = smallRepository({ 'environments/test/eu-central-1.yaml': 'nothing: 1\n' });
  const broken = await runPlumb(['drift', 'targets'], { cwd });
  expect(broken.code).toBe(2);
  expect(broken.stdout).toContain('environments/test/eu-central-1.yaml:1:1');
});

test('joins reports; the exit code is that of the worst', async () => {
  const cwd = temporaryFolder(files);
  expect((await merge(cwd, 'dev.json')).code).toBe(0);
  const { code, stdout } = await merge(cwd, 'production.json', 'dev.json');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Changed by people\n/);
  expect(stdout).toMatch(/\nFleet\n\s+us-west-2\ndev\s+clean: 10 objects\nproduction\s+drifted: 1 drifted\n/);
  expect(stdout).toContain('production/us-west-2: Deployment.apps shop/web: error[drifted-by-person]');
  expect(stdout).toContain('kubectl-edit (Update)  production/us-west-2: Deployment.apps shop/web');
  expect((await merge(cwd, 'dev.json', 'production.json')).stdout).toBe(stdout);
});

test('a report that is missing or broken is told, and the others are too', async () => {
  const cwd = smallRepository(files);
  const { code, stdout } = await merge(cwd, 'broken.json', 'production.json', 'nowhere.json', '--all');
  expect(code).toBe(2);
  expect(stdout).toContain('broken.json: unjudged[not-a-drift-report]');
  expect(stdout).toContain('nowhere.json: unjudged[');
  expect(stdout).toContain('test/eu-central-1: unjudged[no-report]');
  expect(stdout).toContain('Deployment.apps shop/web');
});

test('JSON has all that the reports have, and can be merged again', async () => {
  const cwd = temporaryFolder(files);
  const { code, stdout } = await merge(cwd, 'many.json', 'production.json', '-o', 'json');
  expect(code).toBe(1);
  const { result } = JSON.parse(stdout) as { result: { targets: DriftTarget[] } };
  expect(result.targets).toEqual([
    ...(JSON.parse(files['many.json']) as { targets: DriftTarget[] }).targets,
    ...(JSON.parse(files['production.json']) as { targets: DriftTarget[] }).targets,
  ]);
  const again = temporaryFolder({ 'fleet.json': stdout });
  expect((await merge(again, 'fleet.json', '-o', 'json')).stdout).toContain('"m59"');
  expect((await merge(again, 'fleet.json')).stdout).toContain('10 more objects are not as git says');
});

test('remembers since when', async () => {
  const cwd = temporaryFolder({
    ...files,
    'healed.json': report(target('production/us-west-2', 2)),
  });
  await merge(cwd, 'production.json', '--history', 'history.json');
  const { stdout } = await merge(cwd, 'healed.json', '--history', 'history.json');
  expect(stdout).toMatch(/healed\s+production\/us-west-2: Deployment.apps shop\/web\s+spec.replicas/);
  const history = readFileSync(join(cwd, 'history.json'), 'utf8');
  expect(JSON.parse(history)).toMatchObject({
    findings: [{ healedAt: night(2), since: '2026-01-01T10:00:00Z' }],
  });
});

test('a history that cannot be used, or kept, is told beside the report', async () => {
  const cwd = temporaryFolder(files);
  const other = await merge(cwd, 'production.json', '--history', 'dev.json');
  expect(other.code).toBe(2);
  expect(other.stdout).toContain('unusable-history');
  expect(other.stdout).toContain('Deployment.apps shop/web: error[drifted-by-person]');
  expect(readFileSync(join(cwd, 'dev.json'), 'utf8')).toBe(files['dev.json']);
  const nowhere = await merge(cwd, 'dev.json', '--history', 'no/folder.json', '-o', 'json');
  expect(nowhere.code).toBe(2);
  expect(JSON.parse(nowhere.stdout)).toMatchObject({ summary: '1 cluster, 10 clean' });
  expect(nowhere.stderr).toContain('unwritable-file');
  expect(existsSync(join(cwd, 'no'))).toBe(false);
  const put = await merge(cwd, 'dev.json', '--history', 'no/folder.json', '--to', 'fleet.txt');
  expect({ code: put.code, stdout: put.stdout }).toEqual({ code: 2, stdout: '' });
  expect(readFileSync(join(cwd, 'fleet.txt'), 'utf8')).toContain('1 cluster, 10 clean');
});

test('one place for the report and the history is refused before either is there', async () => {
  const cwd = temporaryFolder(files);
  const { code, stdout } = await merge(cwd, 'dev.json', '--history', 'h.json', '--to', join(cwd, 'h.json'));
  expect(code).toBe(2);
  expect(stdout).toContain('give them two places');
  expect(existsSync(join(cwd, 'h.json'))).toBe(false);
});

test('a report that is merged is replaced by one that can be merged, or not at all', async () => {
  const cwd = temporaryFolder(files);
  const text = await merge(cwd, 'dev.json', 'production.json', '--to', './dev.json');
  expect(text.code).toBe(2);
  expect(text.stdout).toContain('--to and a report are the same place, dev.json');
  expect(readFileSync(join(cwd, 'dev.json'), 'utf8')).toBe(files['dev.json']);
  expect((await merge(cwd, 'dev.json', 'production.json', '--to', 'dev.json', '-o', 'json')).code).toBe(1);
  expect((await merge(cwd, 'dev.json')).stdout).toContain('2 clusters, 1 drifted, 20 clean');
});

test('tells Prometheus', async () => {
  const { code, stdout } = await merge(temporaryFolder(files), 'production.json', '-o', 'prometheus');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'plumbline_drift_objects{environment="production",region="us-west-2",result="drifted"} 1\n',
  );
  const many = await merge(temporaryFolder(files), 'many.json', '-o', 'prometheus');
  expect(many.stdout).toContain('kind="ConfigMap",result="missing"} 60\n');
});

test('tells people what metrics do not', async () => {
  const cwd = temporaryFolder(files);
  const { code, stdout, stderr } = await merge(cwd, 'broken.json', 'dev.json', '-o', 'prometheus');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^# HELP /);
  expect(stderr).toContain('broken.json: unjudged[not-a-drift-report]');
  expect((await merge(cwd, 'dev.json', '-o', 'prometheus')).stderr).toBe('');
  const all = await merge(smallRepository(files), 'dev.json', '-o', 'prometheus', '--all');
  expect(all.stdout).toContain('unreported_clusters{environment="test",region="eu-central-1"} 1\n');
});

test('every cluster is of all environments or of one', async () => {
  const { code, stderr } = await merge(smallRepository(files), 'dev.json', '--all', '--env', 'test');
  expect(code).toBe(2);
  expect(stderr).toContain("option '--env <environment>' cannot be used with option '--all'");
});

test('reads what comes only once', async () => {
  const cwd = temporaryFolder(files);
  const stdin = readFileSync(join(cwd, 'production.json'), 'utf8');
  const { code, stdout } = await runPlumb(['drift', 'merge', 'dev.json', '-', '-'], { cwd, stdin });
  expect(code).toBe(1);
  expect(stdout).toContain('2 clusters, 1 drifted, 20 clean');
  const pipe = await runPlumb(['drift', 'merge', '/dev/stdin'], { cwd, stdin });
  expect(pipe.stdout).toContain('1 cluster, 1 drifted, 10 clean');
  const broken = await runPlumb(['drift', 'merge', '-'], { cwd, stdin: '{' });
  expect(broken.stdout).toContain('<stdin>: unjudged[not-a-drift-report]');
});

test('a cluster that git does not have is shown and told, not remembered', async () => {
  const cwd = smallRepository({ ...files, 'test.json': report(target('test/eu-central-1', 1)) });
  const known = async (...args: string[]): Promise<{ stdout: string; names: string[]; trend: unknown }> => {
    const { stdout } = await merge(cwd, ...args, '--history', 'history.json');
    const { lookedAt, trend } = JSON.parse(readFileSync(join(cwd, 'history.json'), 'utf8')) as {
      lookedAt: object;
      trend: unknown;
    };
    return { stdout, names: Object.keys(lookedAt), trend };
  };
  const { stdout, names, trend } = await known('production.json', 'test.json', '--all');
  expect(stdout).toContain('production/us-west-2: warning[unknown-cluster]');
  expect(stdout).toContain('Deployment.apps shop/web');
  expect(names).toEqual(['test/eu-central-1']);
  expect(trend).toMatchObject([{ clusters: 1, drifted: 0 }]);
  // What other environments have is none of the business of one.
  const one = await known('production.json', 'test.json', '--env', 'test');
  expect(one.stdout).not.toContain('unknown-cluster');
  expect(one.names).toEqual(['production/us-west-2', 'test/eu-central-1']);
});

test('may be of the clusters of one environment', async () => {
  const cwd = smallRepository(files);
  const { code, stdout } = await merge(cwd, 'dev.json', '--env', 'test', '--history', 'history.json');
  expect(code).toBe(2);
  expect(stdout).toContain('test/eu-central-1: unjudged[no-report]');
  // What is remembered of others is none of its business.
  const later = await merge(cwd, 'dev.json', '--env', 'test', '--history', 'history.json');
  expect(later.stdout).not.toContain('removed');
  const unknown = await merge(cwd, 'dev.json', '--env', 'tset');
  expect(unknown.stdout).toMatch(/unknown-environment.*\n {2}allowed: test\n {2}next: did you mean test\?/);
});

test('puts its report where it is told to, and says what is too old to count', async () => {
  const cwd = temporaryFolder(files);
  const { code, stdout } = await merge(
    cwd,
    'dev.json',
    '--max-age',
    '24',
    '-o',
    'json',
    '--to',
    'fleet.json',
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const { findings } = JSON.parse(readFileSync(join(cwd, 'fleet.json'), 'utf8')) as { findings: unknown[] };
  expect(findings).toMatchObject([{ rule: 'old-report', subject: 'dev/us-west-2' }]);
  expect((await merge(cwd, 'fleet.json')).code).toBe(0);
  const wrong = await merge(cwd, 'dev.json', '--max-age', 'a day');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('It must be a whole number from 1 on.');
});
