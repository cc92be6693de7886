import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { edit, problems, write } from './fixture.ts';

/** What an app brings into its namespace would hold for the cluster's own parts there. */

test('an app of the name of a namespace that every cluster has', async () => {
  const told = await problems((root) => {
    const search = readFileSync(join(root, 'apps/shop/search/app.ts'), 'utf8');
    write('apps/shop/kube-system/app.ts', search.replace('settings: {', 'settings: { enabled: false,'))(root);
  });
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/kube-system: unjudged[reserved-namespace]: kube-system would have the namespace kube-system, which every cluster has for itself
      allowed: any other than default, kube-node-lease, kube-public, kube-system
      next: rename the folder, or name another"
  `);
});

test('an app that asks for such a namespace', async () => {
  const told = await problems(
    edit('apps/shop/search/app.ts', '  tier: 2,', "  tier: 2,\n  namespace: 'default',"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:7:14: unjudged[reserved-namespace]: search would have the namespace default, which every cluster has for itself
      allowed: any other than default, kube-node-lease, kube-public, kube-system
      next: leave \`namespace\` out, or name another"
  `);
});

test('a namespace of a like name, and one that a controller of the platform is meant to go to', async () => {
  const like = edit(
    'apps/shop/search/app.ts',
    '  tier: 2,',
    "  tier: 2,\n  namespace: 'kube-state-metrics',",
  );
  expect(await problems(like)).toBe('');
  const controller = write(
    'apps/platform/metrics/app.ts',
    "export default { description: 'Metrics', scope: 'region', tier: 0, namespace: 'kube-system', settings: {}, render() {} };\n",
  );
  expect(await problems(controller)).toBe('');
});
