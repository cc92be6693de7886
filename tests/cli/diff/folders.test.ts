import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPaths } from '../../../src/cli/diff/folders.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const settings = '{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}}\n';

test('what is the same is named by the folder of each side, as the cluster that it goes to is', () => {
  const root = temporaryFolder({
    'staging/us-west-2/shop/settings.yaml': settings,
    'production/us-west-2/shop/settings.yaml': settings,
    'production/eu-central-1/shop/settings.yaml': settings,
  });
  const { before, after } = readPaths(join(root, 'staging'), join(root, 'production'));
  const files = (side: typeof before) => side.map(({ file }) => file.slice(root.length + 1)).sort();
  expect(files(before)).toEqual(['staging/us-west-2/shop/settings.yaml']);
  expect(files(after)).toEqual([
    'production/eu-central-1/shop/settings.yaml',
    'production/us-west-2/shop/settings.yaml',
  ]);
  expect(after.map(({ path }) => path).sort()).toEqual([
    'eu-central-1/shop/settings.yaml',
    'us-west-2/shop/settings.yaml',
  ]);
});
