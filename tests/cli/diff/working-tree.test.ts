import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unreadBelow } from '../../../src/cli/diff/working-tree.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const told = (repository: string) =>
  unreadBelow('dist', repository).map(({ path, problem }) => [path, problem?.rule, problem?.message]);

test('a folder that cannot be read is told once, whatever is in it', () => {
  const repository = temporaryFolder({ 'dist/dev/a/x.yaml': '', 'dist/dev/b/y.yaml': '', 'dist/z.yaml': '' });
  const folder = join(repository, 'dist/dev');
  chmodSync(repository, 0o755);
  chmodSync(folder, 0o000);
  onTestFinished(() => chmodSync(folder, 0o755));
  // Root may read everything, and so looks as somebody else.
  if (process.getuid?.() === 0) {
    process.seteuid?.(65_534);
    onTestFinished(() => process.seteuid?.(0));
  }
  expect(told(repository)).toEqual([
    ['dist/dev', 'unreadable-file', expect.stringContaining('dist/dev cannot be read: EACCES')],
  ]);
});

test('a pipe is told if it is named like a manifest; what git tells of itself is not', () => {
  const repository = temporaryFolder({ 'dist/dev/x.yaml': 'not read' });
  execFileSync('mkfifo', ['p.yaml', 'p.txt'], { cwd: join(repository, 'dist/dev') });
  symlinkSync('loop.yaml', join(repository, 'dist/loop.yaml'));
  symlinkSync('nowhere', join(repository, 'dist/nowhere.yaml'));
  expect(told(repository)).toEqual([
    ['dist/dev/p.yaml', 'unreadable-file', 'dist/dev/p.yaml is no regular file'],
  ]);
});

test('a folder that is not there is gone', () => {
  expect(told(temporaryFolder())).toEqual([]);
  expect(told(temporaryFolder({ dist: 'a file' }))).toEqual([]);
});
