import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatIdentity } from '../../src/manifest/object.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';

const facts = loadFacts();

/** What the folders have in files of the same paths: an object, or nothing. */
type Sides = Readonly<Record<string, readonly [before: string, after: string]>>;

/** What is told of two folders, whose names stand before the paths of their files. */
function told(files: Sides, folders: readonly [string, string] = ['', '']): string[] {
  const read = (side: 0 | 1): LoadedManifest[] =>
    Object.entries(files).flatMap(([path, texts]) =>
      readManifests(texts[side], folders[side] + path).manifests.map((each) => ({ ...each, path })),
    );
  const { entries } = planOf(read(0), read(1), facts);
  return entries.flatMap(({ kind, objects, targets }) =>
    objects.map(({ identity }) => `${kind} ${formatIdentity(identity)} ${targets.join()}`),
  );
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
