import { expect, test } from 'vitest';
import { unread } from '../../../src/cli/diff/side-file.ts';
import { readSides, type SideFile } from '../../../src/cli/diff/sides.ts';
import { unreadable } from '../../../src/manifest/text.ts';

const file = (path: string): SideFile => {
  const name = path.replace(/\W/g, '-');
  const content = Buffer.from(`{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`);
  return { path, file: path, content };
};
const lost = (path: string): SideFile => unread(path, path, unreadable(path, new Error('EACCES')));

test('what is in a folder that cannot be read is compared on neither side, and its neighbours are', () => {
  const both = [file('shop/settings'), file('shop/sub/settings'), file('shop-2/settings')];
  const { before, after, findings } = readSides(both, [lost('shop'), file('shop-2/settings')]);
  expect(before.map(({ path }) => path)).toEqual(['shop-2/settings']);
  expect(after.map(({ path }) => path)).toEqual(['shop-2/settings']);
  expect(findings).toMatchObject([{ rule: 'unreadable-file', location: { file: 'shop' } }]);
});

test('where the whole folder cannot be read, nothing is compared', () => {
  expect(readSides([file('a'), file('b/c')], [lost('')])).toMatchObject({ before: [], after: [] });
});
