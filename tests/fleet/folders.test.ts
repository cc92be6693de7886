import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, foldersIn } from '../../src/fleet/folders.ts';
import { InputError } from '../../src/report/errors.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('what stands in a folder is told in order, dot files aside', () => {
  const folder = temporaryFolder({ 'b/x': '', 'a/x': '', z: '', B: '', '.hidden': '', '.git/x': '' });
  expect(foldersIn(folder)).toEqual(['a', 'b']);
  expect(filesIn(folder)).toEqual(['B', 'z']);
});

test('there is nothing in what is no folder; one that cannot be read is told', () => {
  const folder = temporaryFolder({ file: '' });
  symlinkSync('loop', join(folder, 'loop'));
  expect(foldersIn(join(folder, 'nowhere'))).toEqual([]);
  expect(filesIn(join(folder, 'file'))).toEqual([]);
  expect(() => foldersIn(join(folder, 'loop'))).toThrow(InputError);
});
