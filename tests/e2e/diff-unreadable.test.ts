import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { type PlumbRun, runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const configMap = (name: string, value = 'one'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {value: ${value}}\n`;

const shop = 'dist/production/us-west-2/shop';
const settings = `${shop}/ConfigMap.shop.settings.yaml`;
const other = 'dist/dev/us-west-2/shop/ConfigMap.shop.other.yaml';

function repository(): string {
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    [settings]: configMap('settings'),
    [`${shop}/ConfigMap.shop.more.yaml`]: configMap('more'),
    [other]: configMap('other'),
  });
  commitAll(cwd);
  return cwd;
}

function makePipe(cwd: string, path: string): void {
  rmSync(join(cwd, path), { force: true });
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  execFileSync('mkfifo', [join(cwd, path)]);
}

/** What cannot be read, by its places; that nothing else is told of them, and the rest is. */
function unread({ code, stdout, stderr }: PlumbRun): (string | undefined)[] {
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  return [...stdout.matchAll(/^(.+): unjudged\[unreadable-file\]/gm)].map(([, file]) => file);
}

test.runIf(process.getuid?.() !== 0)(
  'a folder that cannot be read is not deleted, nor is a file (root may read them)',
  async () => {
    const cwd = repository();
    writeFiles(cwd, { [other]: configMap('other', 'two'), 'dist/new/x.yaml': configMap('new') });
    for (const [path, mode] of [
      [settings, 0o644],
      [shop, 0o755],
      ['dist/new', 0o755],
    ] as const) {
      chmodSync(join(cwd, path), 0);
      onTestFinished(() => chmodSync(join(cwd, path), mode));
      const run = await runPlumb(['diff'], { cwd });
      expect(unread(run)).toContain(path);
      expect(run.stdout).not.toContain('removed');
      expect(run.stdout).toContain('+ data.value: "two"');
      chmodSync(join(cwd, path), mode);
    }
  },
);

test('files that a link in a circle hides are not deleted', async () => {
  const cwd = repository();
  writeFiles(cwd, { [other]: configMap('other', 'two') });
  rmSync(join(cwd, shop), { recursive: true });
  symlinkSync('shop', join(cwd, shop));
  const run = await runPlumb(['diff'], { cwd });
  expect(unread(run)).toEqual([`${shop}/ConfigMap.shop.more.yaml`, settings]);
  expect(run.stdout).toContain('the working tree: 1 changed, told in 1 entry; 2 files could not be read');
  rmSync(join(cwd, shop));
  expect((await runPlumb(['diff'], { cwd })).stdout).toContain('1 changed, 2 removed');
});

test('a pipe in the working tree is told, not waited for; the rest is compared', async () => {
  const cwd = repository();
  writeFiles(cwd, { [other]: configMap('other', 'two') });
  makePipe(cwd, settings);
  makePipe(cwd, 'dist/new/p.yaml');
  const run = await runPlumb(['diff'], { cwd });
  expect(unread(run)).toEqual(['dist/new/p.yaml', settings]);
  expect(run.stdout).toContain('+ data.value: "two"');
  expect(run.stdout).toContain('the working tree: 1 changed, told in 1 entry; 2 files could not be read');
});

test('a link to a pipe leads to no file', async () => {
  const cwd = repository();
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  symlinkSync('../pipe', join(cwd, 'dist/link.yaml'));
  const { code, stdout } = await runPlumb(['diff'], { cwd });
  expect(stdout).toContain('dist/link.yaml: unjudged[not-compared]: it is a link to no file');
  expect(code).toBe(2);
});

test('a pipe in a folder is told as plumb validate tells it; one that is named is read', async () => {
  const cwd = temporaryFolder({
    'one/x.yaml': configMap('x'),
    'two/x.yaml': configMap('x', 'two'),
    'two/notes/README.md': '',
  });
  makePipe(cwd, 'two/p.yaml');
  makePipe(cwd, 'two/notes/p');
  const validated = await runPlumb(['validate', 'two'], { cwd });
  for (const args of [
    ['one', 'two'],
    ['two', 'one'],
  ]) {
    const run = await runPlumb(['diff', ...args], { cwd });
    expect(unread(run)).toEqual(unread(validated));
    expect(run.stdout).toContain('1 changed');
  }
  // As in `plumb diff one/x.yaml <(cat one/x.yaml)`
  makePipe(cwd, 'pipe');
  spawn('sh', ['-c', 'cat one/x.yaml >pipe'], { cwd });
  expect(await runPlumb(['diff', 'one/x.yaml', 'pipe'], { cwd })).toMatchObject({ code: 0, stderr: '' });
});

test('links in circles below a folder are told; what the other side has there is not gone', async () => {
  const cwd = temporaryFolder({
    'one/x.yaml': configMap('x'),
    'one/sub/z.yaml': configMap('z'),
    'two/x.yaml': configMap('x', 'two'),
  });
  symlinkSync('sub', join(cwd, 'two/sub'));
  const run = await runPlumb(['diff', 'one', 'two'], { cwd });
  expect(unread(run)).toEqual(['two/sub']);
  expect(run.stdout).toContain('one → two: 1 changed, told in 1 entry; 1 file could not be read');
});

test('a name that leads nowhere, or is too long for a file, is told', async () => {
  const cwd = repository();
  symlinkSync('loop', join(cwd, 'loop'));
  const { stdout, ...run } = await runPlumb(['diff', 'loop', 'dist'], { cwd });
  expect(unread({ stdout, ...run })).toEqual(['loop']);
  const long = await runPlumb(['diff', 'a'.repeat(300)], { cwd });
  expect(long).toMatchObject({ code: 2, stderr: '', stdout: expect.stringContaining('[unknown-revision]') });
  // A revision may be longer than the name of a file.
  const revision = `HEAD${'^0'.repeat(150)}`;
  expect((await runPlumb(['diff', revision], { cwd })).code).toBe(0);
});
