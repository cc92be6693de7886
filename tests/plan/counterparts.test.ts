import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatIdentity } from '../../src/manifest/object.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import type { Entry } from '../../src/plan/group.ts';
import { readParams } from '../../src/plan/params.ts';
import { planOf } from '../../src/plan/plan.ts';
import { planDocument } from '../../src/plan/report.ts';

const facts = loadFacts();

/** What the folders have in files of the same paths: an object, or nothing. */
type Sides = Readonly<Record<string, readonly [before: string, after: string]>>;

/** What is told of two folders, whose names stand before the paths of their files. */
function told(files: Sides, folders?: readonly [string, string]): string[] {
  return entriesOf(files, folders).flatMap(({ kind, objects, targets }) =>
    objects.map(({ identity }) => `${kind} ${formatIdentity(identity)} ${targets.join()}`),
  );
}

function entriesOf(files: Sides, folders: readonly [string, string] = ['', '']): readonly Entry[] {
  const read = (side: 0 | 1): LoadedManifest[] =>
    Object.entries(files).flatMap(([path, texts]) => {
      const reader = path.endsWith('argocd.params') ? readParams : readManifests;
      return reader(texts[side], folders[side] + path).manifests.map((each) => ({ ...each, path }));
    });
  return planOf(read(0), read(1), facts).entries;
}

const rendered = 'labels: {plumbline.dev/environment: production}';
const claim = (name: string, text = 'labels: {a: b}'): string =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}, namespace: shop, ${text}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`;
const data = claim('data');

test('what moves to another target or environment goes from one cluster and comes to another', () => {
  const [us, eu] = ['us-west-2/shop/data.yaml', 'eu-central-1/shop/data.yaml'];
  const expected = [
    'removed PersistentVolumeClaim shop/data production/us-west-2',
    'added PersistentVolumeClaim shop/data production/eu-central-1',
  ];
  for (const text of [data, claim('data', rendered)]) {
    const files: Sides = { [`dist/production/${us}`]: [text, ''], [`dist/production/${eu}`]: ['', text] };
    expect(told(files)).toEqual(expected);
  }
  expect(told({ [us]: [data, ''], [eu]: ['', data] }, ['dist/production/', 'dist/production/'])).toEqual(
    expected,
  );
  expect(told({ [`dist/staging/${us}`]: [data, ''], [`dist/production/${us}`]: ['', data] })).toEqual([
    'removed PersistentVolumeClaim shop/data staging/us-west-2',
    'added PersistentVolumeClaim shop/data production/us-west-2',
  ]);
});

test('what goes from one cluster is not what another name has in another cluster', () => {
  const files: Sides = {
    'dist/production/us-west-2/shop/data.yaml': [data, ''],
    'dist/production/eu-central-1/shop/files.yaml': ['', claim('files')],
  };
  expect(told(files)).toEqual([
    'removed PersistentVolumeClaim shop/data production/us-west-2',
    'added PersistentVolumeClaim shop/files production/eu-central-1',
  ]);
});

test.each<[string, string, string, string]>([
  ['two targets', 'shop/data.yaml', 'dist/production/us-west-2/', 'dist/production/eu-central-1/'],
  ['two environments', 'us-west-2/shop/data.yaml', 'dist/staging/', 'dist/production/'],
  ['two fleets', 'production/us-west-2/shop/data.yaml', 'old/dist/', 'dist/'],
  ['two apps', 'data.yaml', 'dist/production/us-west-2/shop/', 'dist/staging/eu-central-1/shop/'],
  ['two files', '', 'dist/production/us-west-2/shop/data.yaml', 'dist/dev/us-west-2/shop/data.yaml'],
])('%s that are named are compared with each other', (_, path, before, after) => {
  expect(told({ [path]: [data, data] }, [before, after])).toEqual([]);
  const [only = '', ...others] = told({ [path]: [data, data.replace('1Gi', '2Gi')] }, [before, after]);
  expect(only).toMatch(/^changed PersistentVolumeClaim shop\/data /);
  expect(others).toEqual([]);
});

test('what Applications are made from is of the target that its folder is, wherever the fleet is rendered to', () => {
  const wave = (number: number): string => `app: shop\nwave: '${number}'\n`;
  const here = 'production/us-west-2/shop/argocd.params';
  const there = 'production/eu-central-1/shop/argocd.params';
  const folders = ['dist/', '/tmp/out/'] as const;
  expect(told({ [here]: [wave(1), wave(1)], [there]: [wave(1), wave(1)] }, folders)).toEqual([]);
  expect(told({ [here]: [wave(1), ''], [there]: [wave(1), wave(1)] }, folders)).toEqual([
    'removed argocd.params shop production/us-west-2',
  ]);
  expect(told({ [here]: [wave(1), wave(1)], [there]: ['', wave(1)] }, ['out/', 'out/'])).toEqual([
    'added argocd.params shop production/eu-central-1',
  ]);
});

test.each<[string, string, string, string, string]>([
  ['a fleet', 'production/us-west-2/shop/', 'dist/', '', 'production/us-west-2'],
  ['an environment', 'us-west-2/shop/', 'dist/production/', '/tmp/copy/', 'copy/us-west-2'],
  ['an environment, from within', 'us-west-2/shop/', '', '', 'us-west-2'],
  ['a target', 'shop/', 'dist/production/us-west-2/', '/tmp/fleet/copy/', 'fleet/copy'],
])(
  'what Applications are made from is compared with itself in a copy of %s',
  (_, path, before, after, target) => {
    const wave = (number: number): string => `app: shop\nwave: '${number}'\n`;
    const files: Sides = { [`${path}argocd.params`]: [wave(1), wave(2)] };
    const others: Sides = {
      [`${path}data.yaml`]: [claim('data', rendered), claim('data', `${rendered}, annotations: {a: b}`)],
    };
    expect(told(files, [before, after])).toEqual([`changed argocd.params shop ${target}`]);
    const both = told({ ...files, ...others }, [before, after]);
    expect(both.map((text) => text.split(' ', 2).join(' ')).sort()).toEqual([
      'changed PersistentVolumeClaim',
      'changed argocd.params',
    ]);
  },
);

test('where an app goes from within its target, its objects are known to go with it', () => {
  const files: Sides = {
    'shop/argocd.params': ['app: shop\n', ''],
    'shop/data.yaml': [
      claim('data', 'labels: {plumbline.dev/environment: production, plumbline.dev/region: us-west-2}'),
      '',
    ],
  };
  expect(told(files).sort()).toEqual([
    'removed PersistentVolumeClaim shop/data production/us-west-2',
    'removed argocd.params shop ',
  ]);
  const hazards = entriesOf(files).flatMap((entry) => entry.hazards.map(({ rule }) => rule));
  expect(hazards.sort()).toEqual(['app-removal', 'left-behind']);
});

test('of a target whose environment nothing tells, its own name is told', () => {
  const params = (wave: number) =>
    readParams(`app: shop\nwave: '${wave}'\n`, 'us-west-2/shop/argocd.params').manifests;
  const plan = planOf(params(1), params(2), facts);
  const { sections } = planDocument('plumb diff', plan, { base: 'a', head: 'b' }, []);
  expect(JSON.stringify(sections)).toContain('argocd.params shop in us-west-2"');
});
