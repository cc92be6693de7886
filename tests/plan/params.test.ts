import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { LoadedManifest } from '../../src/manifest/read.ts';
import { readParams } from '../../src/plan/params.ts';
import { planOf } from '../../src/plan/plan.ts';

const facts = loadFacts();

test('what a text says of an app is compared like an object, and says where', () => {
  const { manifests } = readParams('app: x\nwave: "1"\ncharts: []\n', 'dist/dev/hub/x/argocd.params');
  expect(manifests.map(({ object: { kind, metadata } }) => [kind, metadata.name])).toEqual([
    ['argocd.params', 'x'],
  ]);
  expect(manifests[0]?.locate(['wave'])).toEqual({
    file: 'dist/dev/hub/x/argocd.params',
    line: 2,
    column: 7,
  });
  expect(readParams('- a\n', 'x/argocd.params').manifests).toEqual([]);
  expect(readParams('a: [\n', 'x/argocd.params').findings).toHaveLength(1);
});

test('a new chart is told of, an app without one is not', () => {
  const params = (charts: string) =>
    readParams(`app: x\nwave: '1'\ncharts: ${charts}\n`, 'dist/dev/hub/x/argocd.params').manifests;
  const rules = (before: readonly LoadedManifest[], after: readonly LoadedManifest[]): string[] =>
    planOf(before, after, facts).entries.flatMap(({ hazards }) => hazards.map(({ rule }) => rule));
  expect(rules([], params('[{name: a, version: 1.0.0}]'))).toEqual(['chart-change']);
  expect(rules([], params('[]'))).toEqual([]);
  expect(rules(params('[{name: a, version: 1.0.0}]'), [])).toEqual(['app-removal']);
});
