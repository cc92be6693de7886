import { expect, test } from 'vitest';
import { loadFacts } from '../../../../src/kubernetes/load.ts';
import { type LoadedManifest, readManifests } from '../../../../src/manifest/read.ts';
import { readParams } from '../../../../src/plan/params.ts';
import { planOf } from '../../../../src/plan/plan.ts';
import { object } from '../../told.ts';

const facts = loadFacts();

const folder = (app: string, target = 'production/us-west-2'): string => `dist/${target}/${app}`;
const inside = (text: string, place: string): readonly LoadedManifest[] =>
  readManifests(text, `${place}/x.yaml`).manifests;

/** An object that moves from one folder to another. */
function moved(text: string, from: string, to: string, now = text): string[] {
  const { entries } = planOf(inside(text, from), inside(now, to), facts);
  return entries.flatMap(({ hazards }) =>
    hazards.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
  );
}

const told = (loss: string): string =>
  `recreation: moves to another app: if shop, which has it so far, is synced first, it is deleted${loss}, and created again`;
const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: shop}}';
const settings = (text: string, metadata = ''): string =>
  object('v1', 'ConfigMap', `data: {a: "${text}"}`, metadata);
const kept = 'annotations: {argocd.argoproj.io/sync-options: Prune=false}';

test.each<[string, string, string[]]>([
  ['a Namespace', namespace, [`error ${told(', with everything in it')}`]],
  ['a Deployment', object('apps/v1', 'Deployment', 'spec: {}'), [`warning ${told(', with its pods')}`]],
  ['settings', settings('x'), [`warning ${told('')}`]],
  ['what is not pruned', settings('x', kept), []],
])('%s moves to another app as it is', (_, text, expected) =>
  expect(moved(text, folder('shop'), folder('store'))).toEqual(expected),
);

test('what changes on its way moves too', () => {
  expect(moved(settings('x'), folder('shop'), folder('store'), settings('y'))).toEqual([
    `warning ${told('')}`,
  ]);
  expect(moved(settings('x'), folder('shop'), folder('store'), settings('x', kept))).toContain(
    `warning ${told('')}`,
  );
});

test('from the hub to where the hub has what is global, but not from one cluster to another', () => {
  expect(moved(namespace, folder('shop', 'dev/hub'), folder('shop', 'dev/global'))).toHaveLength(1);
  expect(moved(namespace, folder('shop', 'dev/us-west-2'), folder('store', 'dev/us-east-1'))).toEqual([]);
  expect(moved(namespace, 'one/shop', 'other/store')).toEqual([]);
});

test('folders that are no targets, as of `kubectl diff`, or flat ones, are no apps', () => {
  const labelled = namespace.replace(
    'name: shop',
    'name: shop, labels: {plumbline.dev/environment: production, plumbline.dev/region: us-west-2}',
  );
  expect(moved(labelled, '/tmp/LIVE-123', '/tmp/MERGED-456')).toEqual([]);
  expect(moved(labelled, 'one', 'other')).toEqual([]);
  expect(moved(labelled, folder('shop'), folder('store'))).toHaveLength(1);
});

test('an app that gets another name deletes nothing, as its Application goes without its objects', () => {
  const app = (name: string): readonly LoadedManifest[] => [
    ...inside(namespace, folder(name)),
    ...readParams(`app: ${name}\nwave: '1'\nproduct: sage\n`, `${folder(name)}/argocd.params`).manifests,
  ];
  const { entries } = planOf(app('shop'), app('store'), facts);
  expect(entries.flatMap(({ hazards }) => hazards.map(({ rule }) => rule))).not.toContain('deletion');
  expect(entries.map(({ objects }) => objects.map(({ identity }) => identity.kind))).not.toContainEqual([
    'Namespace',
  ]);
});
