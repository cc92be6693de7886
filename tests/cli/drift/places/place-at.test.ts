import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isOnePlace } from '../../../../src/cli/drift/places/place-at.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const folder = temporaryFolder({ 'there.json': '{}', 'reports/inner/there.json': '{}' }, afterAll);
mkdirSync(join(folder, 'other'));
symlinkSync('there.json', join(folder, 'link'));
symlinkSync('absent.json', join(folder, 'dangling'));
symlinkSync(join(folder, 'dangling'), join(folder, 'twice'));
symlinkSync('reports/inner', join(folder, 'linked'));
symlinkSync('loop', join(folder, 'loop'));

test.each([
  ['there.json', 'there.json'],
  ['there.json', './other/../there.json'],
  ['there.json', 'link'],
  ['absent.json', 'dangling'],
  ['absent.json', 'twice'],
  ['linked/new.json', 'reports/inner/new.json'],
  ['linked/../new.json', 'reports/new.json'],
  ['no/folder/a.json', 'no/folder/a.json'],
  ['loop', 'loop'],
])('%s and %s are one place', (one, other) => {
  expect(isOnePlace(`${folder}/${one}`, `${folder}/${other}`)).toBe(true);
});

test.each([
  ['there.json', 'reports/inner/there.json'],
  ['linked/../new.json', 'new.json'],
  ['absent.json', 'link'],
  ['no/folder/a.json', 'no/folder/b.json'],
])('%s and %s are two', (one, other) => {
  expect(isOnePlace(`${folder}/${one}`, `${folder}/${other}`)).toBe(false);
});

test('a relative path starts from the working directory', () => {
  expect(isOnePlace('absent.json', join(process.cwd(), 'absent.json'))).toBe(true);
});

test('objects of a store are told apart by their addresses, and from files', () => {
  expect(isOnePlace('s3://reports/a.json', 's3://reports/a.json')).toBe(true);
  expect(isOnePlace('s3://reports/a.json', 's3://reports/b.json')).toBe(false);
  expect(isOnePlace('s3://reports/a.json', 'a.json')).toBe(false);
});
