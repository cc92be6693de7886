import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepository, findRevisions, ownCheckout, relocated } from '../../src/cli/root.ts';
import { commitAll } from '../support/commits.ts';
import { temporaryFolder } from '../support/temporary.ts';

test("the repository is the nearest one, for revisions be it anybody's", () => {
  const folder = temporaryFolder({
    'fleet/environments/regions.yaml': '',
    'fleet/apps/shop/app.ts': '',
    'fleet/vendored/dist/x.yaml': '',
  });
  commitAll(folder);
  commitAll(join(folder, 'fleet/vendored'));
  const found = (path: string): string[] => {
    const from = join(folder, path);
    return [findRepository(from), findRevisions(from)].map((each) => each.replace(folder, '.'));
  };
  expect(found('fleet/apps/shop')).toEqual(['./fleet', './fleet']);
  expect(found('fleet/vendored/dist')).toEqual(['./fleet', './fleet/vendored']);
  expect(found('')).toEqual([ownCheckout, '.']);
  expect([findRepository('/'), findRevisions('/')]).toEqual([ownCheckout, ownCheckout]);
});

test('a finding names its file from the working directory, unless the way there is longer than from the root', () => {
  const named = (root: string, file: string) =>
    relocated([{ location: { file, line: 2 } }], root)[0]?.location.file;
  expect(named(process.cwd(), 'dist/a.yaml')).toBe('dist/a.yaml');
  expect(named(join(process.cwd(), '..'), 'a.yaml')).toBe('../a.yaml');
  expect(named(process.cwd(), '/MERGED-1/apps.v1.Deployment.shop.api')).toBe(
    '/MERGED-1/apps.v1.Deployment.shop.api',
  );
  expect(relocated([{}], '/')).toEqual([{}]);
});
