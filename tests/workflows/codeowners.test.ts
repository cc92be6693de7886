import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkout, checkoutFiles } from '../support/checkout.ts';

const rules = readFileSync(join(checkout, '.github/CODEOWNERS'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [path = '', ...owners] = line.split(/\s+/);
    return { path, owners };
  });

const products = checkoutFiles('apps/*/product.yaml').map((path) => {
  const { owner } = parse(readFileSync(join(checkout, path), 'utf8')) as { owner: string };
  return { folder: `/${path.slice(0, -'product.yaml'.length)}`, owner: `@plumbline/${owner}` };
});

test.each(rules.filter(({ path }) => path !== '*'))('$path exists', ({ path }) => {
  expect(existsSync(join(checkout, path))).toBe(true);
});

test.each(products)('$folder is reviewed by the team that its product names', ({ folder, owner }) => {
  const rule = rules.findLast(({ path }) => path === '*' || path === folder);
  expect(rule?.owners).toEqual([owner]);
});

test('everybody named owns a product', () => {
  const teams = new Set(products.map(({ owner }) => owner));
  for (const { owners } of rules) for (const owner of owners) expect(teams).toContain(owner);
});
