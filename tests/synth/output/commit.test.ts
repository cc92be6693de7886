import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/report/errors.ts';
import { commitOutput, recoverOutput } from '../../../src/synth/output/commit.ts';
import { withHeader } from '../../../src/synth/output/owned.ts';
import { planOutput } from '../../../src/synth/output/plan.ts';
import { listTree } from '../../../src/synth/output/tree.ts';
import { temporaryFolder, writeFiles } from '../../support/temporary.ts';

const everything = () => true;
const rendered = (path: string, body = 'kind: A\n') => ({
  path,
  content: withHeader('apps/p/a/app.ts', body),
});
const contents = (root: string) =>
  Object.fromEntries(listTree(root).map(({ path }) => [path, readFileSync(join(root, path), 'utf8')]));

function write(
  root: string,
  files: readonly { path: string; content: string }[],
  scope: (path: string) => boolean = everything,
): void {
  commitOutput(planOutput(root, files, scope));
}

describe('writing the output folder', () => {
  test('creates it, and a second time changes nothing, not even a time stamp', () => {
    const root = join(temporaryFolder(), 'dist');
    write(root, [rendered('dev/hub/argocd/A.a.yaml')]);
    const before = statSync(root).ino;
    write(root, [rendered('dev/hub/argocd/A.a.yaml')]);
    expect(statSync(root).ino).toBe(before);
    expect(Object.keys(contents(root))).toEqual(['dev/hub/argocd/A.a.yaml']);
  });

  test('prunes what is no longer rendered, folders included', () => {
    const root = join(temporaryFolder(), 'dist');
    write(root, [rendered('dev/hub/old/A.a.yaml'), rendered('dev/hub/new/A.a.yaml')]);
    write(root, [rendered('dev/hub/new/A.a.yaml')]);
    expect(existsSync(join(root, 'dev/hub/old'))).toBe(false);
  });

  test('leaves files of others and everything out of scope as they are', () => {
    const root = join(temporaryFolder(), 'dist');
    write(root, [rendered('dev/x/A.yaml'), rendered('prod/x/A.yaml')]);
    writeFiles(root, { 'README.md': 'ours', 'dev/x/extra.yaml': 'kind: Extra\n' });
    symlinkSync('../README.md', join(root, 'dev/link'));
    const plan = planOutput(root, [rendered('dev/x/B.yaml')], (path) => path.startsWith('dev/'));
    expect(plan.removed).toEqual(['dev/x/A.yaml']);
    expect(plan.foreign.map(({ path }) => path)).toEqual(['dev/link', 'dev/x/extra.yaml']);
    commitOutput(plan);
    expect(Object.keys(contents(root))).toEqual([
      'README.md',
      'dev/link',
      'dev/x/B.yaml',
      'dev/x/extra.yaml',
      'prod/x/A.yaml',
    ]);
    expect(lstatSync(join(root, 'dev/link')).isSymbolicLink()).toBe(true);
  });

  test('a file where a folder must be is refused before anything is touched', () => {
    const root = join(temporaryFolder({ 'dist/dev': 'a file' }), 'dist');
    expect(() => write(root, [rendered('dev/hub/a/A.yaml')])).toThrow(InputError);
    expect(contents(root)).toEqual({ dev: 'a file' });
  });

  test('writes through a symbolic link to the folder that it stands for', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'dist'));
    write(join(folder, 'dist'), [rendered('dev/A.yaml')]);
    expect(lstatSync(join(folder, 'dist')).isSymbolicLink()).toBe(true);
    expect(existsSync(join(folder, 'real/dev/A.yaml'))).toBe(true);
  });
});

describe('interruptions', () => {
  test('an end between the two renames is mended at the next start', () => {
    const folder = temporaryFolder();
    const root = join(folder, 'dist');
    write(root, [rendered('dev/A.yaml')]);
    const before = contents(root);
    renameSync(root, join(folder, '.dist.previous'));
    recoverOutput(root);
    expect(contents(root)).toEqual(before);
  });

  test('a lock of a process that is gone is taken over, one of a running process is an error', () => {
    const folder = temporaryFolder();
    const root = join(folder, 'dist');
    const gone = spawnSync(process.execPath, ['-e', 'process.stdout.write(String(process.pid))'], {
      encoding: 'utf8',
    });
    writeFileSync(join(folder, '.dist.lock'), gone.stdout);
    write(root, [rendered('dev/A.yaml')]);
    expect(existsSync(join(folder, '.dist.lock'))).toBe(false);

    writeFileSync(join(folder, '.dist.lock'), String(process.ppid));
    expect(() => write(root, [rendered('dev/B.yaml')])).toThrow(/another plumb \(process \d+\)/);
    expect(Object.keys(contents(root))).toEqual(['dev/A.yaml']);
  });

  test('what another run wrote meanwhile is not lost', () => {
    const root = join(temporaryFolder(), 'dist');
    write(root, [rendered('dev/x/A.yaml'), rendered('prod/x/A.yaml')]);
    const inDev = (path: string) => path.startsWith('dev/');
    const plan = planOutput(root, [rendered('dev/x/B.yaml')], inDev);
    write(root, [rendered('prod/x/B.yaml')], (path) => !inDev(path));
    expect(() => commitOutput(plan)).toThrow(/came or went/);
    expect(Object.keys(contents(root))).toEqual(['dev/x/A.yaml', 'prod/x/B.yaml']);
    write(root, [rendered('dev/x/B.yaml')], inDev);
    expect(Object.keys(contents(root))).toEqual(['dev/x/B.yaml', 'prod/x/B.yaml']);
  });

  test('what a run left that was killed when all was written is cleared away, unless it still runs', () => {
    const left = { '.dist.lock': '', '.dist.lock.999999999': '999999999', '.dist.previous/A.yaml': 'old' };
    const folder = temporaryFolder({ ...left, 'dist/A.yaml': 'new', '.dist.lockable': 'mine' });
    writeFileSync(join(folder, '.dist.lock'), String(process.ppid));
    recoverOutput(join(folder, 'dist'));
    expect(Object.keys(contents(folder))).toEqual(expect.arrayContaining(Object.keys(left)));
    writeFileSync(join(folder, '.dist.lock'), '999999999');
    recoverOutput(join(folder, 'dist'));
    expect(contents(folder)).toEqual({ 'dist/A.yaml': 'new', '.dist.lockable': 'mine' });
  });

  test('what cannot be read, or cleared away, is told', () => {
    const folder = temporaryFolder({ '.dist.lock/mine': 'a folder where a file would be' });
    const root = join(folder, 'dist');
    symlinkSync('dist', root);
    expect(() => planOutput(root, [], () => true)).toThrow(/^cannot read the output folder: ELOOP/);
    rmSync(root);
    mkdirSync(root);
    expect(() => recoverOutput(root)).toThrow(/^cannot write the output folder: EISDIR/);
  });

  test('what an interrupted run left beside the folder is cleared away', () => {
    const folder = temporaryFolder({
      '.dist.next/dev/half.yaml': 'half',
      '.dist.previous/dev/old.yaml': 'old',
    });
    const root = join(folder, 'dist');
    mkdirSync(root);
    write(root, [rendered('dev/A.yaml')]);
    expect(Object.keys(contents(folder))).toEqual(['dist/dev/A.yaml']);
  });
});
