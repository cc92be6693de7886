import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listTree } from '../../src/synth/output/tree.ts';
import { policy } from '../support/count-policy.ts';
import { runPlumb } from '../support/plumb.ts';
import { cartApp, copyOfRepository, smallRepository } from '../support/repository.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';
import '../support/uncounted.ts';

const checkout = join(import.meta.dirname, '../..');

/** Path → content of every file below a folder. */
function contents(folder: string): Record<string, string> {
  const files = listTree(folder).map(({ path }) => [path, readFileSync(join(folder, path), 'utf8')]);
  return Object.fromEntries(files);
}

describe('plumb synth on this repository', () => {
  test('dist is what the sources render', async () => {
    const { code, stdout } = await runPlumb(['synth', '--check']);
    expect(stdout).toMatch(/ 0 created, 0 changed, 0 removed, \d+ unchanged /);
    expect(code).toBe(0);
  });

  test('the same bytes from another folder, time zone and language', async () => {
    const out = join(temporaryFolder(), 'rendered');
    const elsewhere = join(checkout, 'environments/production');
    const env = { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const { code } = await runPlumb(['synth', '--out', out], { cwd: elsewhere, env });
    expect(code).toBe(0);
    expect(contents(out)).toEqual(contents(join(checkout, 'dist')));
  });

  test('one added file makes a region', async () => {
    const repository = copyOfRepository();
    await runPlumb(['synth'], { cwd: repository });
    const before = contents(join(repository, 'dist'));
    writeFiles(repository, { 'environments/dev/eu-central-1.yaml': 'loadSharePercent: 0\n' });
    const { code, stdout } = await runPlumb(['synth'], { cwd: repository });
    expect(stdout).toMatch(/^plumb synth: /);
    expect(code).toBe(0);
    const after = contents(join(repository, 'dist'));
    const added = Object.keys(after).filter((path) => !(path in before));
    expect(added.filter((path) => path.startsWith('dev/eu-central-1/')).length).toBeGreaterThan(100);
    // Global objects name each region; nothing else changes, the ApplicationSets least of all.
    const changed = Object.keys(before).filter((path) => before[path] !== after[path]);
    for (const path of changed) expect(path).toMatch(/^dev\/(global|ap-northeast-1)\//);
    expect(changed.filter((path) => path.includes('ApplicationSet'))).toEqual([]);
  });

  test('one added folder makes an app', async () => {
    const repository = copyOfRepository();
    await runPlumb(['synth'], { cwd: repository });
    const before = contents(join(repository, 'dist'));
    const api = readFileSync(join(repository, 'apps/receipts/receipt-web/app.ts'), 'utf8');
    const app = api.replace(/settings: \{/, `release: 'sha256:${'7'.repeat(64)}',\n  settings: {`);
    writeFiles(repository, { 'apps/receipts/receipt-search/app.ts': app });
    const { code, stdout } = await runPlumb(['synth'], { cwd: repository });
    expect(stdout).toMatch(/^plumb synth: /);
    expect(code).toBe(0);
    const after = contents(join(repository, 'dist'));
    const places = new Set(
      Object.keys(after)
        .filter((path) => !(path in before))
        .map((path) => path.split('/').slice(0, 3).join('/')),
    );
    expect(places.size).toBe(7);
    for (const place of places) expect(place).toMatch(/\/receipt-search$/);
    const changed = Object.keys(before).filter((path) => before[path] !== after[path]);
    expect(changed.filter((path) => path.includes('ApplicationSet'))).toEqual([]);
  });
});

describe('plumb synth', () => {
  test('a second run touches no file', async () => {
    const repository = smallRepository();
    await runPlumb(['synth'], { cwd: repository });
    const file = join(repository, 'dist/test/eu-central-1/cart/ConfigMap.cart.settings.yaml');
    const { ino, mtimeMs, ctimeMs } = statSync(file);
    await runPlumb(['synth'], { cwd: repository });
    expect(statSync(file)).toMatchObject({ ino, mtimeMs, ctimeMs });
  });

  test('renders into another folder, and only what was asked for', async () => {
    const repository = smallRepository({ 'apps/shop/list/app.ts': cartApp() });
    appendFileSync(
      join(repository, 'environments/test/environment.yaml'),
      `  list: sha256:${'2'.repeat(64)}\n`,
    );
    await runPlumb(['synth', '--app', 'list', '--region', 'eu-central-1', '--out', 'elsewhere'], {
      cwd: repository,
    });
    expect(Object.keys(contents(join(repository, 'elsewhere')))).toEqual([
      'test/eu-central-1/list/ConfigMap.list.settings.yaml',
      'test/eu-central-1/list/argocd.params',
    ]);
    expect(existsSync(join(repository, 'dist'))).toBe(false);
  });

  test('what is worth a look in policies is told, and all is rendered', async () => {
    const repository = smallRepository({
      'policies/few/policy.yaml': policy('size(object.data) < 3').split('---')[0] ?? '',
    });
    const { code, stdout } = await runPlumb(['synth'], { cwd: repository });
    expect(stdout).toContain('warning[policy-without-binding]: metadata.name: no Validating');
    expect(stdout).toContain('2 created');
    expect(code).toBe(0);
  });

  test('names that nothing bears are refused', async () => {
    const { code, stdout } = await runPlumb(['synth', '--env', 'tset'], { cwd: smallRepository() });
    expect(stdout).toContain(
      '--env tset: there is no such environment\n  allowed: test\n  next: did you mean test?',
    );
    expect(code).toBe(2);
  });

  test('an unknown option is a usage error that shows the nearest one', async () => {
    const { code, stderr } = await runPlumb(['synth', '--chekc']);
    expect(stderr).toContain("error: unknown option '--chekc'\n(Did you mean --check?)");
    expect(code).toBe(2);
  });

  test('--check tells stale, edited, missing, left-over and foreign files, and writes nothing', async () => {
    const repository = smallRepository();
    await runPlumb(['synth'], { cwd: repository });
    const folder = join(repository, 'dist/test/eu-central-1/cart');
    const file = join(folder, 'ConfigMap.cart.settings.yaml');
    cpSync(file, join(folder, 'ConfigMap.cart.old.yaml'));
    appendFileSync(file, 'edited: true\n');
    rmSync(join(folder, 'argocd.params'));
    writeFiles(folder, { 'Secret.cart.mine.yaml': 'kind: Secret\n' });
    const before = contents(join(repository, 'dist'));
    const { code, stdout } = await runPlumb(['synth', '--check'], { cwd: repository });
    await expect(stdout).toMatchFileSnapshot('../golden/synth-check.txt');
    expect(code).toBe(1);
    expect(contents(join(repository, 'dist'))).toEqual(before);
  });

  test('--check advises what writes the folder that it looked at', async () => {
    const repository = smallRepository();
    const checked = ['--env', 'test', '--out', 'elsewhere'];
    const { code, stdout } = await runPlumb(['synth', ...checked, '--check'], { cwd: repository });
    expect(stdout).toContain('elsewhere/test/eu-central-1/cart/argocd.params: error[dist-missing]');
    expect(stdout).toContain('next: run plumb synth --env test --out elsewhere and commit the result;');
    expect(code).toBe(1);
    const spaced = await runPlumb(['synth', '--out', 'a b', '--check'], { cwd: repository });
    expect(spaced.stdout).toContain("next: run plumb synth --out 'a b' and commit the result;");
    await runPlumb(['synth', ...checked], { cwd: repository });
    expect((await runPlumb(['synth', ...checked, '--check'], { cwd: repository })).code).toBe(0);
  });

  test('json tells programs what was done', async () => {
    const { stdout } = await runPlumb(['synth', '-o', 'json'], { cwd: smallRepository() });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      findings: [],
      result: {
        objects: 1,
        targets: 1,
        created: [
          'test/eu-central-1/cart/ConfigMap.cart.settings.yaml',
          'test/eu-central-1/cart/argocd.params',
        ],
      },
    });
  });

  test('killed at any moment, it leaves the old tree or the new one', async () => {
    const repository = smallRepository({
      'apps/shop/cart/app.ts': cartApp(
        'for (let i = 0; i < 400; i++) new Manifest(chart, `c${i}`, configMap(`c${i}`, context.settings.config ?? {}));',
      ),
    });
    await runPlumb(['synth'], { cwd: repository });
    const dist = join(repository, 'dist');
    const greeting = (word: string) => {
      const source = join(repository, 'apps/shop/cart/app.ts');
      const text = readFileSync(source, 'utf8').replace(/GREETING: '\w+'/, `GREETING: '${word}'`);
      writeFiles(repository, { 'apps/shop/cart/app.ts': text });
    };
    for (let attempt = 0; attempt < 12; attempt++) {
      greeting(`word${attempt}`);
      const child = spawn(process.execPath, [join(checkout, 'src/cli/main.ts'), 'synth'], {
        cwd: repository,
        stdio: 'ignore',
      });
      const exited = new Promise((resolve) => child.on('exit', resolve));
      // A run takes some hundred milliseconds; the attempts are spread over it.
      await setTimeout(150 + attempt * 60);
      child.kill('SIGKILL');
      await exited;
      if (!existsSync(dist)) expect(existsSync(join(repository, '.dist.previous'))).toBe(true);
      await runPlumb(['synth', '--check'], { cwd: repository });
      const words = new Set(Object.values(contents(dist)).map((text) => /GREETING: (\w+)/.exec(text)?.[1]));
      words.delete(undefined);
      expect([...words]).toHaveLength(1);
      expect(Object.keys(contents(dist))).toHaveLength(401);
    }
  });
});
