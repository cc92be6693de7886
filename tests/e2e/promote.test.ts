import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { commitAll } from '../support/commits.ts';
import { amongStrangers, withoutPrograms } from '../support/git-environments.ts';
import { runPlumb } from '../support/plumb.ts';
import { cartApp, smallRepository } from '../support/repository.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

const environment = (
  name: string,
  digit: string,
  from?: string,
) => `${from === undefined ? '' : `promotesFrom: ${from}\n`}hub: eu-central-1
account: "111122223333"
domain: ${name}.shop.example
repository: https://github.com/example/shop
revision: main
registry: registry.example
# What ${name} runs.
releases:
  cart: ${digest(digit)} # ${digit}.0.0
`;

/** `test` → `live`, of which live has two regions, and an app that says which image it runs. */
function repository(
  app = "new Manifest(chart, 'image', configMap('image', { IMAGE: context.image }));",
): string {
  const folder = smallRepository({
    'environments/test/environment.yaml': environment('test', '2'),
    'environments/live/environment.yaml': environment('live', '1', 'test'),
    'environments/live/eu-central-1.yaml': 'loadSharePercent: 80\n',
    'environments/live/us-west-2.yaml': '# The smaller one.\nloadSharePercent: 20\n',
    'apps/shop/cart/app.ts': cartApp(app),
  });
  return folder;
}

const run = (cwd: string, ...args: string[]) => runPlumb(args, { cwd });
const snapshot = (folder: string) =>
  new Map(
    globSync('{environments,dist}/**/*.*', { cwd: folder })
      .filter((path) => /\.(yaml|params)$/.test(path))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
const image = (folder: string, region: string) =>
  readFileSync(join(folder, `dist/live/${region}/cart/ConfigMap.cart.image.yaml`), 'utf8');

describe('plumb promote', () => {
  test('a dry run tells what the promotion then does, and changes nothing', async () => {
    const folder = repository();
    await run(folder, 'synth');
    const before = snapshot(folder);
    const json = await run(folder, 'promote', 'test', 'live', '--dry-run', '-o', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      result: { written: false, moves: [{}, {}], objects: { counts: { changed: 2 } } },
    });
    const dry = await run(folder, 'promote', 'test', 'live', '--dry-run');
    expect(dry.code).toBe(1);
    expect(snapshot(folder)).toEqual(before);
    const real = await run(folder, 'promote', 'test', 'live');
    expect({ code: real.code, stdout: real.stdout }).toEqual({
      code: 0,
      stdout: dry.stdout.replaceAll('would be ', ''),
    });
    await expect(real.stdout).toMatchFileSnapshot('../golden/promote.txt');
    expect((await run(folder, 'synth', '--check')).code).toBe(0);
    expect((await run(folder, 'parity')).stdout).toContain('1 release in 3 targets: everywhere the same');

    const after = snapshot(folder);
    const again = await run(folder, 'promote', 'test', 'live');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('nothing to promote');
    const nothing = await run(folder, 'promote', 'test', 'live', '-o', 'json');
    expect(JSON.parse(nothing.stdout)).toMatchObject({ result: { written: false, moves: [] } });
    expect(snapshot(folder)).toEqual(after);
  });

  test('a dry run leaves what links lead to as it is, and files that are read-only', async () => {
    const folder = repository();
    renameSync(join(folder, 'environments'), join(folder, 'shared'));
    symlinkSync('shared', join(folder, 'environments'));
    renameSync(join(folder, 'shared/live/environment.yaml'), join(folder, 'live.yaml'));
    symlinkSync('../../live.yaml', join(folder, 'shared/live/environment.yaml'));
    symlinkSync('nothing', join(folder, 'shared/live/.#environment.yaml'));
    chmodSync(join(folder, 'live.yaml'), 0o444);
    chmodSync(join(folder, 'shared/test'), 0o555);
    const before = readFileSync(join(folder, 'live.yaml'), 'utf8');
    const dry = await run(folder, 'promote', 'test', 'live', '--dry-run');
    chmodSync(join(folder, 'shared/test'), 0o755);
    expect(dry.stdout).toContain('2 releases would be promoted');
    expect(readFileSync(join(folder, 'live.yaml'), 'utf8')).toBe(before);
    expect((await run(folder, 'promote', 'test', 'live')).code).toBe(0);
    expect(readFileSync(join(folder, 'live.yaml'), 'utf8')).toContain(digest('2'));
  });

  test('a wave is one region; the last one gives the environment the release', async () => {
    const folder = repository();
    await run(folder, 'synth');
    const passed = await run(folder, 'promote', 'test', 'live', '--wave', '2');
    expect(passed.code).toBe(2);
    expect(passed.stdout).toContain('skipped-wave');
    expect((await run(folder, 'promote', 'test', 'live', '--wave', '1')).code).toBe(0);
    expect(readFileSync(join(folder, 'environments/live/us-west-2.yaml'), 'utf8')).toBe(
      `# The smaller one.\nloadSharePercent: 20\n\nreleases:\n  cart: ${digest('2')} # 2.0.0\n`,
    );
    expect(image(folder, 'us-west-2')).toContain(digest('2'));
    expect(image(folder, 'eu-central-1')).toContain(digest('1'));
    const owed = await run(folder, 'parity', 'test', 'live', '-o', 'json');
    expect(owed.code).toBe(1);
    expect(JSON.parse(owed.stdout)).toMatchObject({
      result: { debts: [{ waves: [{ wave: 2, target: 'eu-central-1' }] }] },
    });
    expect((await run(folder, 'promote', 'test', 'live', '--wave', '2')).code).toBe(0);
    expect(readFileSync(join(folder, 'environments/live/us-west-2.yaml'), 'utf8')).toBe(
      '# The smaller one.\nloadSharePercent: 20\n',
    );
    expect(image(folder, 'eu-central-1')).toContain(digest('2'));
    expect((await run(folder, 'synth', '--check')).code).toBe(0);
  });

  test('an app that is new there gets its first release; places are told from where one stands', async () => {
    const folder = repository();
    const without = environment('live', '1', 'test').replace(/# What live[^]*/, '');
    writeFiles(folder, { 'environments/live/environment.yaml': without });
    expect((await run(folder, 'synth')).stdout).toContain('missing-release');
    const { code, stdout } = await run(join(folder, 'apps'), 'promote', 'test', 'live');
    expect(stdout).toContain('../environments/live/environment.yaml:10');
    expect(code).toBe(0);
    expect((await run(folder, 'synth', '--check', '--env', 'live')).code).toBe(0);
  });

  test('what only the name of an environment makes different is found, and promoted all the same', async () => {
    const folder = repository(
      "new Manifest(chart, 's', configMap('s', { A: context.environment.name === 'live' ? 'x' : 'y' }));",
    );
    const { code, stdout } = await run(folder, 'promote', 'test', 'live');
    expect(stdout).toContain('error[undeclared-difference]: cart: ConfigMap cart/s (data.A) differs');
    expect(code).toBe(1);
    expect(readFileSync(join(folder, 'environments/live/environment.yaml'), 'utf8')).toContain(digest('2'));
  });

  test('that is found where only the other environment has the region, or runs the app', async () => {
    const app = (place: string) =>
      `new Manifest(chart, 's', configMap('s', ${place} && context.environment.name === 'live' ? { A: 'x' } : {}));`;
    const inRegion = repository(app("context.region.name === 'us-west-2'"));
    const off = repository(app('true'));
    writeFiles(off, {
      'environments/test/environment.yaml': `${environment('test', '1')}apps:\n  cart:\n    enabled: false\n`,
    });
    for (const folder of [inRegion, off]) {
      const { stdout } = await run(folder, 'promote', 'test', 'live', '--dry-run');
      expect(stdout).toContain('error[undeclared-difference]: cart: ConfigMap cart/s');
    }
  });

  test.each([
    [['promote', 'tset', 'live'], 'did you mean test?'],
    [['promote', 'test', 'live', '--app', 'crat'], 'did you mean cart?'],
    [['promote', 'test', 'live', '--wave', '3'], '1 (us-west-2), 2 (eu-central-1)'],
    [['promote', 'live', 'test'], 'backwards'],
    [['promote', 'live', 'live'], 'an environment is not promoted to itself'],
    [['parity', 'test', 'lvie'], 'did you mean live?'],
  ])('%j is refused', async (args, message) => {
    const folder = repository();
    const before = snapshot(folder);
    const { code, stdout } = await run(folder, ...args);
    expect(stdout).toContain(message);
    expect(code).toBe(2);
    expect(snapshot(folder)).toEqual(before);
  });

  test('an app that is switched off where it shall go is told as such', async () => {
    const folder = repository();
    writeFiles(folder, {
      'environments/live/environment.yaml': `${environment('live', '1', 'test')}apps:\n  cart:\n    enabled: false\n`,
    });
    const { code, stdout } = await run(folder, 'promote', 'test', 'live', '--app', 'cart');
    expect(stdout).toContain(
      'environments/live/environment.yaml:13:14: unjudged[runs-nowhere]: cart is switched off everywhere in live, so there is nowhere to promote it to\n  next: set `apps.cart.enabled: true` in environments/live/environment.yaml',
    );
    expect(code).toBe(2);
    writeFiles(folder, {
      'environments/live/us-west-2.yaml': 'loadSharePercent: 20\napps:\n  cart:\n    enabled: true\n',
    });
    expect((await run(folder, 'promote', 'test', 'live', '--app', 'cart')).code).toBe(0);
  });

  test('nothing is written if what it would become is refused', async () => {
    const folder = repository(
      `if (context.image.includes('${digest('2')}') && context.environment.name === 'live') throw new Error('no');
       new Manifest(chart, 's', configMap('s', {}));`,
    );
    await run(folder, 'synth');
    const before = snapshot(folder);
    const { code, stdout } = await run(folder, 'promote', 'test', 'live');
    expect(stdout).toContain('render threw Error: no');
    expect(code).toBe(2);
    expect(snapshot(folder)).toEqual(before);
  });

  test.each([
    ['environments/live/environment.yaml', `${environment('live', '1', 'test')}# mine\n`],
    // What only another region would get.
    ['environments/live/eu-central-1.yaml', 'loadSharePercent: 80\n# mine\n'],
    ['apps/shop/cart/app.ts', cartApp("new Manifest(chart, 'mine', configMap('mine', {}));")],
    ['apps/shop/cart/mine.json', '{}'],
  ])('a change of %s that is in no commit is not mixed with the promotion', async (file, content) => {
    const folder = repository();
    await run(folder, 'synth');
    commitAll(folder);
    writeFiles(folder, { [file]: content });
    const before = snapshot(folder);
    const refused = await run(folder, 'promote', 'test', 'live', '--wave', '1');
    expect(refused.stdout).toContain(`${file}: unjudged[uncommitted-changes]`);
    expect(refused.code).toBe(2);
    expect(snapshot(folder)).toEqual(before);
    await run(folder, 'synth');
    commitAll(folder);
    expect((await run(folder, 'promote', 'test', 'live', '--wave', '1')).code).toBe(0);
    expect(readFileSync(join(folder, file), 'utf8')).toContain(
      file.endsWith('environment.yaml') ? '# mine' : content,
    );
  });

  test.each([
    ['does not trust the repository', () => amongStrangers, 'git-failed]: git rev-parse fails in'],
    ['is not there', withoutPrograms, 'no-git]'],
  ])('nothing is promoted where git %s', async (_, environmentOf, said) => {
    const folder = repository();
    await run(folder, 'synth');
    const args = ['promote', 'test', 'live', '--wave', '1'];
    commitAll(folder);
    const before = snapshot(folder);
    const refused = await runPlumb(args, { cwd: folder, env: environmentOf() });
    expect(refused.stdout).toContain(`unjudged[${said}`);
    expect(refused.code).toBe(2);
    expect(snapshot(folder)).toEqual(before);
    rmSync(join(folder, '.git'), { recursive: true });
    expect((await runPlumb(args, { cwd: folder, env: environmentOf() })).code).toBe(0);
  });

  test('what is in no commit is seen wherever the repository lies', async () => {
    const folder = repository();
    await run(folder, 'synth');
    commitAll(folder);
    const env = { GIT_DIR: join(temporaryFolder(), 'elsewhere') };
    cpSync(join(folder, '.git'), env.GIT_DIR, { recursive: true });
    rmSync(join(folder, '.git'), { recursive: true });
    writeFiles(folder, { 'apps/shop/cart/mine.json': '{}' });
    const args = ['promote', 'test', 'live', '--dry-run'];
    const { stdout } = await runPlumb(args, { cwd: folder, env });
    expect(stdout).toContain('apps/shop/cart/mine.json: unjudged[uncommitted-changes]');
  });

  test('what is committed, but was never rendered, is not mixed with the promotion', async () => {
    const folder = repository();
    await run(folder, 'synth');
    const app = "new Manifest(chart, 'image', configMap('image', { IMAGE: context.image, MINE: 'x' }));";
    writeFiles(folder, { 'apps/shop/cart/app.ts': cartApp(app) });
    commitAll(folder);
    const refused = await run(folder, 'promote', 'test', 'live', '--wave', '1');
    expect(refused.stdout).toContain(
      'dist/live/eu-central-1/cart/ConfigMap.cart.image.yaml: unjudged[unrendered-changes]: the sources render this otherwise already, so 2 files would change',
    );
    expect(refused.code).toBe(2);
    await run(folder, 'synth');
    commitAll(folder);
    expect((await run(folder, 'promote', 'test', 'live', '--wave', '1')).code).toBe(0);
    expect(image(folder, 'eu-central-1')).toContain(digest('1'));
    commitAll(folder);
    const nothing = await run(folder, 'promote', 'test', 'live', '--wave', '1');
    expect(nothing.stdout).toContain('nothing to promote');
    expect(nothing.code).toBe(0);
  });

  test('a folder that cannot be written leaves all files as they were', async () => {
    const folder = repository();
    await run(folder, 'synth');
    rmSync(join(folder, 'dist'), { recursive: true });
    writeFiles(folder, { dist: 'a file where dist shall be\n' });
    const before = snapshot(folder);
    const { code, stdout } = await run(folder, 'promote', 'test', 'live');
    expect(stdout).toContain('output-no-folder');
    expect(code).toBe(2);
    expect(snapshot(folder)).toEqual(before);
  });

  test.each([
    'environments/live/.environment.yaml.promoted',
    'environments/live/.eu-central-1.yaml.promoted',
    '.dist.lock',
    '.dist.next',
  ])('killed as soon as %s is there, each file is whole, and the next run finishes', async (moment) => {
    const folder = repository();
    // The last step of a wave writes two files.
    const own = `\nreleases:\n  cart: ${digest('1')} # 1.0.0\n`;
    writeFiles(folder, {
      'environments/live/eu-central-1.yaml': `loadSharePercent: 80\n${own}`,
    });
    await run(folder, 'synth');
    const before = snapshot(folder);
    const whole = temporaryFolder();
    cpSync(folder, whole, { recursive: true, verbatimSymlinks: true });
    expect((await run(whole, 'promote', 'test', 'live')).code).toBe(0);
    const after = snapshot(whole);

    const main = join(checkout, 'src/cli/main.ts');
    const child = spawn(process.execPath, [main, 'promote', 'test', 'live'], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && !existsSync(join(folder, moment))) await nextTurn();
    child.kill('SIGKILL');
    await ended;
    for (const [path, content] of snapshot(folder))
      expect([before.get(path), after.get(path)]).toContain(content);
    expect((await run(folder, 'promote', 'test', 'live')).code).toBe(0);
    expect(snapshot(folder)).toEqual(after);
    expect(globSync('{environments/live/.*,.dist.*}', { cwd: folder })).toEqual([]);
  });

  test('broken sources are told', async () => {
    const folder = repository();
    writeFiles(folder, { 'environments/live/us-west-2.yaml': 'loadShare: 3\n' });
    const { code, stdout } = await run(folder, 'promote', 'test', 'live');
    expect(stdout).toContain('unknown key `loadShare`');
    expect(code).toBe(2);
  });
});
