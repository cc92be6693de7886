import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AppDefinition } from '../../src/constructs/app.ts';
import { checkout, checkoutFiles } from '../support/checkout.ts';

interface CustomManager {
  readonly description: string;
  readonly customType: string;
  readonly datasourceTemplate: string;
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

const config = JSON.parse(readFileSync(join(checkout, 'renovate.json'), 'utf8')) as {
  readonly enabledManagers: readonly string[];
  readonly customManagers: readonly CustomManager[];
};

/** What a manager would keep up to date, as `file dependency@version`. */
function dependenciesOf({ managerFilePatterns, matchStrings }: CustomManager): string[] {
  const files = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)));
  return checkoutFiles()
    .filter((path) => files.some((file) => file.test(path)))
    .flatMap((path) => {
      const text = readFileSync(join(checkout, path), 'utf8');
      return matchStrings.flatMap((pattern) =>
        [...text.matchAll(new RegExp(pattern, 'g'))].map(
          ({ groups }) => `${path} ${groups?.['depName'] ?? ''}@${groups?.['currentValue'] ?? ''}`,
        ),
      );
    });
}

test('every place where versions are pinned has a manager', () => {
  expect(config.enabledManagers).toEqual(['npm', 'gomod', 'github-actions', 'dockerfile', 'custom.regex']);
  const places = ['package.json', 'tools/**/go.mod', '.github/workflows/*', 'images/**/Containerfile'];
  expect(places.filter((place) => checkoutFiles(place).length === 0)).toEqual([]);
});

test('every image that is built has a name by which its manager finds it', () => {
  const building = checkoutFiles('images').filter((path) =>
    /^FROM /m.test(readFileSync(join(checkout, path), 'utf8')),
  );
  expect(building.filter((path) => !path.endsWith('/Containerfile'))).toEqual([]);
});

const found = config.customManagers.flatMap(dependenciesOf);

test('every module that the facts of the APIs are taken from is kept up to date', () => {
  const expected = checkoutFiles('src/kubernetes/*/sources.json').flatMap((path) => {
    const sources = JSON.parse(readFileSync(join(checkout, path), 'utf8')) as {
      readonly builtin: { readonly module: string; readonly version: string };
      readonly custom: readonly { readonly module: string; readonly version: string }[];
    };
    return [sources.builtin, ...sources.custom].map(({ module, version }) => `${path} ${module}@${version}`);
  });
  expect(expected.length).toBeGreaterThan(0);
  expect(found).toEqual(expect.arrayContaining(expected));
});

test('every chart is kept up to date', async () => {
  const charts = await Promise.all(
    checkoutFiles('apps/*/*/app.ts').map(async (path) => {
      const { default: app } = (await import(join(checkout, path))) as { default: AppDefinition };
      return Object.entries(app.charts ?? {}).map(([name, { version }]) => ({ path, name, version }));
    }),
  );
  const missed = charts
    .flat()
    .filter(
      ({ path, version }) =>
        !found.some((line) => line.startsWith(`${path} `) && line.endsWith(`@${version}`)),
    );
  expect(charts.flat().length).toBeGreaterThan(5);
  expect(missed).toEqual([]);
});

test('every manager has something to do', () => {
  for (const manager of config.customManagers) expect(dependenciesOf(manager)).not.toEqual([]);
});
