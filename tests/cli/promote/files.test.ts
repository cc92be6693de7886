import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type EditedFile, editFiles, writeFiles } from '../../../src/cli/promote/files.ts';
import { InputError } from '../../../src/report/errors.ts';
import type { Finding } from '../../../src/report/finding.ts';
import { writeFiles as put, temporaryFolder } from '../../support/temporary.ts';

const file = 'environments/live/environment.yaml';
const edited: EditedFile = { file, before: 'a: 1\n', after: 'a: 2\n' };
const read = (root: string, path = file) => readFileSync(join(root, path), 'utf8');
const write = (root: string, andThen: () => void = () => undefined) =>
  writeFiles(root, join(root, 'dist'), [edited], andThen);
const findingsOf = (work: () => unknown): readonly Finding[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.findings;
    throw error;
  }
  return [];
};
const rulesOf = (work: () => void) => findingsOf(work).map(({ rule }) => rule);

test('while another run writes to the output folder, no file changes, nor does what the other one wrote', () => {
  const root = temporaryFolder({ [file]: 'a: 1\n' });
  put(root, { '.dist.lock': String(process.ppid) });
  expect(rulesOf(() => write(root))).toEqual(['output-locked']);
  expect(read(root)).toBe('a: 1\n');
});

test('what someone else changed meanwhile is kept, and told', () => {
  const root = temporaryFolder({ [file]: 'a: 3\n' });
  expect(rulesOf(() => write(root))).toEqual(['changed-meanwhile']);
  expect(read(root)).toBe('a: 3\n');
});

test('where what comes then fails, the file stands as it was, read-only as before', () => {
  const root = temporaryFolder({ [file]: 'a: 1\n' });
  chmodSync(join(root, file), 0o444);
  const fail = () => {
    throw new Error(`no space for ${root}/dist`);
  };
  expect(rulesOf(() => write(root, fail))).toEqual(['unwritable-file']);
  expect(read(root)).toBe('a: 1\n');
  write(root);
  expect(read(root)).toBe('a: 2\n');
  expect(statSync(join(root, file)).mode & 0o777).toBe(0o444);
  expect(readdirSync(join(root, 'environments/live'))).toEqual(['environment.yaml']);
});

test('whoever may read and write the file still may, whatever files are new for the user', () => {
  const root = temporaryFolder({ [file]: 'a: 1\n' });
  chmodSync(join(root, file), 0o664);
  const before = process.umask(0o077);
  try {
    write(root);
  } finally {
    process.umask(before);
  }
  expect(read(root)).toBe('a: 2\n');
  expect(statSync(join(root, file)).mode & 0o777).toBe(0o664);
});

test('a link stays one, and what it leads to is written', () => {
  const root = temporaryFolder({ 'shared/live.yaml': 'a: 1\n' });
  mkdirSync(join(root, 'environments/live'), { recursive: true });
  symlinkSync('../../shared/live.yaml', join(root, file));
  write(root);
  expect(lstatSync(join(root, file)).isSymbolicLink()).toBe(true);
  expect(read(root, 'shared/live.yaml')).toBe('a: 2\n');
  expect(readdirSync(join(root, 'shared'))).toEqual(['live.yaml']);
});

test('all that cannot be edited is told at once, and what can be promoted without it', () => {
  const root = temporaryFolder({
    [file]: 'releases: { cart: &same x, web: *same }\n',
    'environments/live/us-west-2.yaml': 'releases: &all { list: x }\nconfig: *all\n',
  });
  const edit = (app: string, name: string) => {
    return { app, file: `environments/live/${name}.yaml`, path: ['releases', app], value: 'y' };
  };
  const edits = [edit('cart', 'environment'), edit('list', 'us-west-2'), edit('search', 'environment')];
  const next = 'write its maps out, one key a line and without anchors; others can go on with --app: search';
  expect(findingsOf(() => editFiles(root, edits))).toMatchObject([
    { rule: 'uneditable-file', location: { file, line: 1, column: 25 }, next },
    { rule: 'uneditable-file', location: { line: 1, column: 24 }, next },
  ]);
  expect(editFiles(root, edits.slice(2))).toMatchObject([
    { after: 'releases: { cart: &same x, web: *same, search: y }\n' },
  ]);
});
