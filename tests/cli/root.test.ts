import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepository, findRevisions, ownCheckout } from '../../src/cli/root.ts';
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
