import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileSystemFailure } from '../../src/cli/file-system-failure.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { thrownBy } from '../support/thrown.ts';

/** Root may read and write everything, so that it never gets this one. */
function forbidden(path: string): Error {
  const message = `EACCES: permission denied, open '${path}'`;
  return Object.assign(new Error(message), { code: 'EACCES', syscall: 'open', path });
}

const findingOf = (error: unknown) => fileSystemFailure(error)?.findings[0];

test('what cannot be read is told with its place, and where to look', () => {
  const folder = temporaryFolder();
  const loop = join(folder, 'loop');
  symlinkSync('loop', loop);
  for (const error of [thrownBy(() => readdirSync(loop)), forbidden(loop)])
    expect(findingOf(error)).toMatchObject({
      severity: 'unjudged',
      rule: 'unreadable-file',
      location: { file: loop },
      next: `see what it is, and who may read it: ls -ld ${loop}`,
    });
  expect(findingOf(thrownBy(() => readFileSync(join(folder, 'gone'))))).toMatchObject({
    rule: 'missing-file',
    next: 'check the path',
  });
});

test('what cannot be written is told by the folder that does not let it', () => {
  const folder = temporaryFolder({ file: '' });
  const told = { severity: 'unjudged', rule: 'unwritable-file', location: { file: folder } };
  for (const error of [
    thrownBy(() => mkdirSync(join(folder, 'file'))),
    forbidden(join(folder, 'file')),
    forbidden(join(folder, 'new')),
  ])
    expect(findingOf(error)).toMatchObject({ ...told, next: `see who may write there: ls -ld ${folder}` });
});

test('errors of our own, and programs that are not there, are none of files', () => {
  const program = spawnSync(join(temporaryFolder(), 'program')).error;
  expect(program).toMatchObject({ code: 'ENOENT', path: expect.any(String) });
  for (const error of [program, new TypeError('x is not a function'), 'thrown', undefined])
    expect(fileSystemFailure(error)).toBeUndefined();
});
