import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messageOf, refusalOf } from '../../src/report/thrown.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { thrownBy } from '../support/thrown.ts';

test.each([
  [new Error('no room'), 'no room'],
  ['no room', 'no room'],
  [undefined, 'undefined'],
])('anything can be thrown: %s', (thrown, message) => {
  expect(messageOf(thrown)).toBe(message);
});

test('what the file system refuses is told without the path, which the finding has', () => {
  const folder = temporaryFolder();
  expect(refusalOf(thrownBy(() => readFileSync(join(folder, 'none'))))).toBe(
    'ENOENT: no such file or directory',
  );
  expect(refusalOf(thrownBy(() => readFileSync(folder)))).toBe('EISDIR: illegal operation on a directory');
});

test('what anyone else says is told in full', () => {
  expect(refusalOf(new Error('a comma, then more'))).toBe('a comma, then more');
});
