import { expect, test } from 'vitest';
import { compareObjects } from '../../src/diff/compare.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatIdentity } from '../../src/manifest/object.ts';
import { readManifests } from '../../src/manifest/read.ts';

const facts = loadFacts();

function compared(before: string, after: string) {
  const read = (text: string) => readManifests(text, 'test.yaml').manifests;
  const { changes, same, rewritten } = compareObjects(read(before), read(after), facts);
  return {
    changes: changes.map(({ kind, identity, changes: inside }) =>
      [kind, formatIdentity(identity), ...inside.map((change) => change.where)].join(' '),
    ),
    same: same.length,
    rewritten: rewritten.length,
  };
}

const configMap = (name: string, data: string): string =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: ns}, data: ${data}}\n---\n`;
const long = (first: string): string => `{a: ${first}, b: two, c: three, d: four, e: five, f: six}`;

test('what comes, goes, changes, stays and is only written differently', () => {
  const before =
    configMap('goes', '{x: y1}') +
    configMap('turns', '{a: b1}') +
    configMap('stays', '{}') +
    configMap('same', '{}');
  const after =
    configMap('turns', '{a: b2}') +
    configMap('same', '{}') +
    configMap('stays', 'null') +
    configMap('comes', '{q: r1, s: t1}');
  expect(compared(before, after)).toEqual({
    changes: ['added ConfigMap ns/comes', 'removed ConfigMap ns/goes', 'changed ConfigMap ns/turns data.a'],
    same: 1,
    rewritten: 1,
  });
});

test('what says its namespace on one side only is the same object, where it is clear which', () => {
  const claim = (name: string, size: string) =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}}, spec: {volumeName: ${size}}}\n---\n`;
  const inside = (namespace: string) => `data, namespace: ${namespace}`;
  expect(compared(claim('data', 'a'), claim(inside('shop'), 'b')).changes).toEqual([
    'changed PersistentVolumeClaim shop/data metadata.namespace spec.volumeName',
  ]);
  expect(compared(claim(inside('shop'), 'a'), claim('data', 'a')).changes).toEqual([
    'changed PersistentVolumeClaim data metadata.namespace',
  ]);
  expect(compared(claim(inside('one'), 'a'), claim(inside('two'), 'a')).changes).toEqual([
    'renamed PersistentVolumeClaim two/data metadata.namespace',
  ]);
  expect(compared(claim('data', 'a'), claim(inside('one'), 'a') + claim(inside('two'), 'a')).changes).toEqual(
    ['renamed PersistentVolumeClaim one/data metadata.namespace', 'added PersistentVolumeClaim two/data'],
  );
});

test('a rename is told from one that goes and one that comes by the content', () => {
  expect(compared(configMap('old', long('one')), configMap('new', long('one'))).changes).toEqual([
    'renamed ConfigMap ns/new metadata.name',
  ]);
  expect(compared(configMap('old', long('one')), configMap('new', long('other'))).changes).toEqual([
    'renamed ConfigMap ns/new data.a metadata.name',
  ]);
  expect(compared(configMap('old', '{a: one}'), configMap('new', '{z: other}')).changes).toEqual([
    'added ConfigMap ns/new',
    'removed ConfigMap ns/old',
  ]);
});

test('a name that is repeated in the object does not hide a rename', () => {
  const deployment = (name: string): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: ns, labels: {app: ${name}}},
      spec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: ${name}, image: i}]}}}}`;
  expect(compared(deployment('old'), deployment('new')).changes[0]).toMatch(/^renamed /);
});

test('a name that ends with a hash is that of what had it before, whatever changed', () => {
  const text = (threads: number): string => `{application.yaml: "a: 1\\nthreads: ${threads}\\n"}`;
  expect(
    compared(configMap('app-7f9d2k5m4b', text(10)), configMap('app-c8h6g2t9kf', text(20))).changes,
  ).toEqual(['renamed ConfigMap ns/app-c8h6g2t9kf data["application.yaml"] metadata.name']);
  for (const [before, after] of [
    ['app-frontend', 'app-settings'],
    ['app-7f9d2k5m4b', 'web-c8h6g2t9kf'],
    ['app-7f9d2k5m4b', 'app'],
  ] as const)
    expect(compared(configMap(before, '{a: one}'), configMap(after, '{a: two}')).changes).toHaveLength(2);
  // Which of two it was nobody knows.
  expect(
    compared(
      configMap('app-7f9d2k5m4b', '{a: one}') + configMap('app-6f9d2k5m4b', '{a: three}'),
      configMap('app-c8h6g2t9kf', '{a: two}'),
    ).changes,
  ).toHaveLength(3);
});

test('texts are alike by their lines', () => {
  const lines = (first: string): string => `{text: "${first}\\ntwo\\nthree\\nfour\\nfive\\nsix\\n"}`;
  expect(compared(configMap('old', lines('one')), configMap('new', lines('1'))).changes).toEqual([
    'renamed ConfigMap ns/new data.text metadata.name',
  ]);
});

test('of several that are as much alike, which is which does not depend on their order', () => {
  const [a1, a2, b1, b2] = ['a1', 'a2', 'b1', 'b2'].map((name) => configMap(name, long('one'))) as [
    string,
    string,
    string,
    string,
  ];
  const names = (before: string, after: string): string[] => {
    const read = (text: string) => readManifests(text, 'test.yaml').manifests;
    return compareObjects(read(before), read(after), facts).changes.map(
      (change) => `${change.before?.object.metadata.name} ${change.after?.object.metadata.name}`,
    );
  };
  for (const before of [a1 + a2, a2 + a1])
    for (const after of [b1 + b2, b2 + b1]) expect(names(before, after)).toEqual(['a1 b1', 'a2 b2']);
});

test('of many that could be one another, only those of equal content are paired', () => {
  const many = (prefix: string, extra: string): string =>
    Array.from({ length: 250 }, (_, index) =>
      configMap(`${prefix}${index}`, `{a: "${index}", b: ${extra}, c: three, d: four, e: five}`),
    ).join('');
  const { changes } = compared(
    many('old', 'x1') + configMap('old', long('one')),
    many('new', 'y1') + configMap('new', long('one')),
  );
  expect(changes.filter((change) => change.startsWith('renamed'))).toEqual([
    'renamed ConfigMap ns/new metadata.name',
  ]);
});

test('a change of version is one of the same object', () => {
  const disruption = (version: string): string =>
    `{apiVersion: policy/${version}, kind: PodDisruptionBudget, metadata: {name: a, namespace: ns}, spec: {minAvailable: 1}}`;
  expect(compared(disruption('v1beta1'), disruption('v1')).changes).toEqual([
    'changed PodDisruptionBudget.policy ns/a apiVersion',
  ]);
});

test('of objects of one name, the last is what the cluster is left with', () => {
  const twin = (value: string): string => configMap('twin', `{a: ${value}}`);
  expect(compared(twin('a1') + twin('a2'), twin('a1')).changes).toEqual(['changed ConfigMap ns/twin data.a']);
  expect(compared(twin('a1'), twin('a1') + twin('a2')).changes).toEqual(['changed ConfigMap ns/twin data.a']);
  expect(compared(twin('a1') + twin('a2'), twin('a2'))).toMatchObject({ changes: [], rewritten: 1 });
  expect(compared(twin('a1') + twin('a2'), '').changes).toHaveLength(2);
});

test('definitions among the objects say how their kinds are compared', () => {
  const definition = (type: string): string => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {spec: {type: array, x-kubernetes-list-type: ${type}, items: {type: string}}}
---
`;
  const thing = (spec: string): string =>
    `{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}, spec: ${spec}}\n---\n`;
  expect(compared(definition('set') + thing('[a, b]'), definition('set') + thing('[b, a]'))).toEqual({
    changes: [],
    same: 1,
    rewritten: 1,
  });
  expect(
    compared(definition('set') + thing('[a, b]'), definition('atomic') + thing('[b, a]')).changes,
  ).toHaveLength(2);
});

test('what moves from extensions to the group that has its kind now is the same object', () => {
  const ingress = (version: string, rest = ''): string =>
    `{apiVersion: ${version}, kind: Ingress, metadata: {name: shop, namespace: ns}, spec: {${rest}}}`;
  expect(compared(ingress('extensions/v1beta1'), ingress('networking.k8s.io/v1')).changes).toEqual([
    'changed Ingress.networking.k8s.io ns/shop apiVersion',
  ]);
  expect(compared(ingress('extensions/v1beta1'), '').changes).toEqual([
    'removed Ingress.networking.k8s.io ns/shop',
  ]);
  const own = (group: string): string =>
    `{apiVersion: ${group}/v1beta1, kind: Cart, metadata: {name: shop, namespace: ns}}`;
  expect(compared(own('extensions'), own('networking.k8s.io')).changes).toEqual([
    'removed Cart.extensions ns/shop',
    'added Cart.networking.k8s.io ns/shop',
  ]);
});
