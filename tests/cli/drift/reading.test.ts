import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { withReading } from '../../../src/cli/drift/reading.ts';
import type { ReadManifests } from '../../../src/manifest/read.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const files = {
  'one/a.yaml': `${config('first')}---\n${config('second')}`,
  'one/b.yaml': config('third'),
  'two/broken.yaml': '{',
  'two/good.yaml': config('fourth'),
  'none/readme.md': '',
};

/** What can be told of manifests: the objects, and where the name of each stands. */
const told = ({ manifests, findings }: ReadManifests): unknown => [
  manifests.map(({ object, file, locate }) => [object, file, locate([]), locate(['metadata', 'name'])]),
  findings,
];

test('another thread reads what this one would, folder by folder', async () => {
  const place = temporaryFolder(files);
  const folders = ['one', 'two', 'none', 'missing'].map((name) => relative('.', join(place, name)));
  const here = await Promise.all(folders.map(async (each) => readManifestPaths([each], process.cwd())));
  const there = await withReading(async (read) => Promise.all(folders.map(read)));
  expect(there.map(told)).toEqual(here.map(told));
  expect(here.map(({ manifests }) => manifests.length)).toEqual([3, 1, 0, 0]);
});

test('the thread ends with what it is for, and keeps nobody waiting', async () => {
  let late: Promise<ReadManifests> | undefined;
  await withReading(async (read) => {
    late = read('docs');
    late.catch(() => undefined);
  });
  await expect(late).rejects.toThrow('the thread that reads files has ended');
});
