import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/report/errors.ts';
import { withHeader } from '../../../src/synth/output/owned.ts';
import { refuseOutput } from '../../../src/synth/output/refuse.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const rulesFor = (root: string, out: string) => refuseOutput(root, out).map(({ rule }) => rule);

test('a folder that holds the repository is refused, also behind a symbolic link', () => {
  const root = join(temporaryFolder({ 'repository/apps/a': '' }), 'repository');
  symlinkSync(root, join(root, '../link'));
  for (const out of ['', '..', '../..', '../link', '/'])
    expect(rulesFor(root, join(root, out))).toEqual(['output-holds-repository']);
  expect(rulesFor(root, '/')).toEqual(['output-holds-repository']);
});

test('a folder among the sources is refused', () => {
  const root = temporaryFolder({ 'apps/a': '' });
  for (const out of ['apps', 'apps/new', 'environments/dev', '.git/dist'])
    expect(rulesFor(root, join(root, out))).toEqual(['output-among-sources']);
});

test('what is no folder is refused: a file, a link that leads nowhere', () => {
  const root = temporaryFolder({ file: '' });
  symlinkSync('nowhere', join(root, 'link'));
  for (const out of ['file', 'link']) expect(rulesFor(root, join(root, out))).toEqual(['output-no-folder']);
  expect(() => rulesFor(root, join(root, 'file/below'))).toThrow(InputError);
});

test('a folder of files that synth did not write is refused, unless it is dist', () => {
  const root = temporaryFolder({ 'other/dev/hub/a/A.yaml': 'kind: A', 'dist/notes': '' });
  expect(rulesFor(root, join(root, 'other'))).toEqual(['output-foreign']);
  expect(rulesFor(root, join(root, 'dist'))).toEqual([]);
});

test('a new folder, an empty one and one that synth wrote are taken', () => {
  const rendered = withHeader('apps/p/a/app.ts', 'kind: A\n');
  const root = temporaryFolder({
    'ours/dev/hub/a/A.yaml': rendered,
    'ours/README.md': 'ours',
    'kept/.gitkeep': '',
  });
  mkdirSync(join(root, 'empty'));
  for (const out of ['new/folder', 'empty', 'kept', 'ours', '../elsewhere'])
    expect(rulesFor(root, join(root, out))).toEqual([]);
});
