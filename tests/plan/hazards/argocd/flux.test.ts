import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const kustomization = (spec: string): string =>
  object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', `spec: {sourceRef: {name: r}, ${spec}}`);
const release = (version: string, more = ''): string =>
  object(
    'helm.toolkit.fluxcd.io/v2',
    'HelmRelease',
    `spec: {interval: 1h, chart: {spec: {chart: shop, version: ${version}}}, ${more}}`,
  );
const unseen = 'chart-change: Flux renders the chart by itself: the effect of the change is not shown here';

test.each<[string, string, string, string[]]>([
  ['another version', release('1.0.0'), release('2.0.0'), [`warning ${unseen}`]],
  ['other values', release('1.0.0'), release('1.0.0', 'values: {replicas: 1}'), [`warning ${unseen}`]],
  ['another interval', release('1.0.0'), release('1.0.0').replace('1h', '2h'), []],
  [
    'another folder, and nothing deleted',
    kustomization('path: ./a, prune: true'),
    kustomization('path: ./b, prune: false'),
    [
      'warning sync-cut: applies something else, or elsewhere, which is not shown here: path goes from ./a to ./b',
      'warning sync-cut: leaves in the cluster what leaves git: prune goes from true to false',
    ],
  ],
  [
    'nothing any more',
    kustomization('prune: true'),
    '',
    ['error deletion: it is deleted, with all objects that it applied (prune)'],
  ],
  [
    'nothing any more, without what it applied',
    kustomization('prune: false'),
    '',
    ['warning deletion: it is deleted, so nothing applies its objects any more'],
  ],
])('what Flux applies: %s', (_, before, after, expected) =>
  expect(told(before, after).toSorted()).toEqual(expected.toSorted()),
);
