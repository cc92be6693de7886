import { describe, expect, test } from 'vitest';
import { readManifests } from '../../src/manifest/read.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

function names(text: string): (string | undefined)[] {
  return readManifests(text, 'x').manifests.map(({ object }) => object.metadata.name);
}

function findingsOf(text: string): string[] {
  const { findings } = readManifests(text, 'x.yaml');
  return findings.map(
    (each) =>
      `${each.location?.line}:${each.location?.column} ${each.severity} ${each.rule}: ${each.message}`,
  );
}

describe('documents', () => {
  test('several in one file; empty and commented-out ones are skipped', () => {
    expect(names(`---\n# nothing\n---\n${head}---\n---\n${head.replace('name: a', 'name: b')}...\n`)).toEqual(
      ['a', 'b'],
    );
  });
  test('a broken one does not hide the others, and keeps its line', () => {
    const text = `${head}---\na: b: c\n---\n${head}`;
    expect(names(text)).toEqual(['a', 'a']);
    expect(findingsOf(text)).toEqual(['5:5 unjudged yaml-syntax: an unquoted value cannot hold ": "']);
  });
  test('directives stay with their document', () => {
    expect(names(`%YAML 1.1\n---\n${head}`)).toEqual(['a']);
  });
  test.each([
    ['JSON', '{"apiVersion":"v1","kind":"X","metadata":{"name":"a"}}'],
    ['indented with tabs', '{\n\t"apiVersion": "v1",\n\t"kind": "X",\n\t"metadata": {"name": "a"}\n}\n'],
  ])('%s', (_, text) => {
    expect(names(text)).toEqual(['a']);
  });
  test('JSON one a line, and concatenated', () => {
    const json = (name: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'X', metadata: { name } }, null, 1);
    expect(names(`${json('a')}\n${json('b')}\n\n${json('c')}`)).toEqual(['a', 'b', 'c']);
    expect(names(`${json('a').replaceAll('\n', '')}\n${json('b').replaceAll('\n', '')}\n`)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('lists', () => {
  test('List is expanded, nested too, and positions are those of the items', () => {
    const item = '  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: a\n';
    const { manifests } = readManifests(`apiVersion: v1\nkind: List\nitems:\n${item}${item}`, 'x.yaml');
    expect(manifests[1]?.locate(['metadata', 'name'])).toEqual({ file: 'x.yaml', line: 11, column: 13 });
  });
  test('lines within quotes may begin anywhere, as go-yaml has it', () => {
    const [first] = readManifests(`${head}data:\n    text: 'one\n    two\n  three'\n`, 'x').manifests;
    expect(first?.object['data']).toEqual({ text: 'one two three' });
    expect(findingsOf(`${head}data:\n  text: [1\nother: x\n`)).toEqual([
      '6:1 unjudged yaml-syntax: the YAML cannot be read: deficient indentation',
    ]);
  });
  test('a List of nothing is empty, one of something else is told', () => {
    expect(
      readManifests('apiVersion: v1\nkind: List\n---\n{apiVersion: v1, kind: List, items: null}', 'x'),
    ).toEqual({
      manifests: [],
      findings: [],
    });
    expect(findingsOf('apiVersion: v1\nkind: List\nitems: {}\n')).toEqual([
      '3:8 unjudged not-a-manifest: items of the List is no list',
    ]);
  });
  test('items of a typed list inherit its kind', () => {
    const [first] = readManifests(
      '{apiVersion: v1, kind: PodList, items: [{metadata: {name: a}}]}',
      'x',
    ).manifests;
    expect(first?.object).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } });
  });
  test('an object whose own fields are named items is no list', () => {
    const text = 'apiVersion: x/v1\nkind: AllowList\nmetadata: {name: a}\nitems: [{x: 1}]\n';
    expect(names(text)).toEqual(['a']);
  });
});

test('scalars are read as kubectl reads them', () => {
  const text = `${head}data: {a: yes, b: off, c: 0777, d: 0o17, e: 0X1f, f: 1_000, g: 1:30, h: 2026-01-01, i: 1e3, j: 08, k: "yes", l: !!binary aGk=, m: 99999999999999999999, p: -0b11, q: 0B1}\n`;
  expect(readManifests(text, 'x').manifests[0]?.object.data).toEqual({
    a: true,
    b: false,
    c: 511,
    d: 15,
    e: 31,
    f: 1000,
    g: '1:30',
    h: '2026-01-01',
    i: 1000,
    j: 8,
    k: 'yes',
    l: 'hi',
    m: 1e20,
    p: -3,
    q: 1,
  });
});

test('keys that are not strings become strings, merge keys are merged', () => {
  const text = `${head}base: &b {x: 1}\ndata: {on: a, 1: b, <<: *b}\n`;
  expect(readManifests(text, 'x').manifests[0]?.object.data).toEqual({ true: 'a', 1: 'b', x: 1 });
});

test('a duplicate key is an error of an object that is still judged, with its last value', () => {
  const text = `${head}data: {a: "1"}\ndata: {a: "2"}\n`;
  expect(findingsOf(text)).toEqual(['5:1 error duplicate-key: the key "data" occurs twice in one map']);
  expect(readManifests(text, 'x').manifests[0]?.object.data).toEqual({ a: '2' });
});

describe('integers that a double cannot hold', () => {
  test.each(['9007199254740993', '-9_007_199_254_740_993', '0x20000000000001', '0400000000000000001'])(
    '%s is told, and the object read all the same',
    (integer) => {
      const text = `${head}spec:\n  a: 1\n  b: ${integer}\n`;
      expect(findingsOf(text)).toEqual([
        '6:6 unjudged inexact-integer: this integer has more digits than can be told apart here',
      ]);
      expect(names(text)).toEqual(['a']);
    },
  );
  const integer = '-9007199254740993';
  test.each([
    `[${integer}]`,
    `[1,${integer},2]`,
    `{"a":${integer}}`,
    `{"a" :${integer}}`,
    `{"a"\n    :${integer}}`,
    `{'a':${integer}}`,
    `{b: ${integer}}`,
    `{${integer}: b}`,
    `!!int ${integer}`,
    `&anchor ${integer} # so many`,
    `\n  - ${integer}`,
    `\n  ${integer}:\n    b`,
    '0b100000000000000000000000000000000000000000000000000001',
    '0o400000000000000001',
    '0_x20000000000001',
  ])('it is found in "a: %s"', (value) => {
    const found = findingsOf(`${head}spec:\n  a: ${value}`);
    expect(found).toEqual([expect.stringContaining('unjudged inexact-integer')]);
  });
  test.each([
    '9007199254740992',
    '1152921504606846976',
    '"9007199254740993"',
    '1e17',
    '1.00000000000000001',
    'sha256:9007199254740993',
  ])('%s is no such', (value) => expect(findingsOf(`${head}spec: {a: ${value}}\n`)).toEqual([]));
});

describe('what is no manifest', () => {
  test.each([
    ['- a\n- b\n', '1:1 unjudged not-a-manifest: the document is a list, not an object'],
    ['just text\n', '1:1 unjudged not-a-manifest: the document is a text, not an object'],
    ['kind: Pod\n', '1:1 unjudged not-a-manifest: apiVersion is missing'],
    ['apiVersion: v1\n', '1:1 unjudged not-a-manifest: kind is missing'],
    ['apiVersion: 1\nkind: Pod\n', '1:1 unjudged not-a-manifest: apiVersion is a number, not a name'],
    ['apiVersion: v1\nkind: Config\n', '1:1 unjudged not-a-manifest: metadata of the Config is missing'],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: x\n',
      '3:1 unjudged not-a-manifest: metadata of the Pod is not a map',
    ],
    [
      '{apiVersion: v1, kind: List, items: [7]}',
      '1:38 unjudged not-a-manifest: the document is a number, not an object',
    ],
    [
      '{{ if .Values.x }}\na: b\n',
      '1:1 unjudged template-syntax: the line holds a template expression ({{ … }}), which is not YAML',
    ],
  ])('%j', (text, finding) => {
    expect(findingsOf(text)).toEqual([finding]);
    expect(names(text)).toEqual([]);
  });

  test.each([
    'kind: Secret\nstringData:\n  key: |\n    a\n---\nhunter2\n',
    '- hunter2\n',
    '{apiVersion: hunter2, kind: [hunter2], metadata: {name: a}}\n',
    '{apiVersion: {a: hunter2}, kind: Secret}\n',
  ])('no value is told of what may be the rest of a Secret: %j', (text) => {
    expect(findingsOf(text)).not.toEqual([]);
    expect(findingsOf(text).join()).not.toContain('hunter2');
  });

  test.each([
    ['name: 7', '3:18 unjudged not-a-manifest: metadata.name is 7, not a text', 'put it in quotes'],
    ['name: [x]', '3:18 unjudged not-a-manifest: metadata.name is a list, not a text', 'write one name'],
    [
      'name: a, namespace: n',
      '3:32 unjudged not-a-manifest: metadata.namespace is false, not a text',
      'put it in quotes',
    ],
  ])('a name that is no text: %s', (metadata, finding, next) => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {${metadata}}\n`;
    expect(findingsOf(text)).toEqual([finding]);
    expect(names(text)).toEqual([]);
    expect(readManifests(text, 'x.yaml').findings).toMatchObject([{ next }]);
  });

  test.each(['name: "7", namespace: "n"', 'name: a, namespace: null', 'generateName: a-', 'name: nn'])(
    'a name may be in quotes, and is not asked for: %s',
    (metadata) => {
      const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {${metadata}}\n`;
      expect(findingsOf(text)).toEqual([]);
      expect(names(text)).toHaveLength(1);
    },
  );
});

test('in one file of all objects of a large cluster, each is found in no time', () => {
  const items = Array.from({ length: 12_000 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `c${index}`, labels: Object.fromEntries([...'abcdefghij'].map((key) => [key, key])) },
    data: { a: 'b' },
  }));
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 2);
  const lines = text.split('\n');
  const { manifests } = readManifests(text, 'x.json');
  const found = manifests.map(({ locate }) => lines[(locate(['metadata', 'name']).line ?? 0) - 1]?.trim());
  expect(found).toEqual(items.map(({ metadata }) => `"name": "${metadata.name}",`));
});
