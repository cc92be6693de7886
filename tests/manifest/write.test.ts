import fc from 'fast-check';
import { dump, load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { formatManifest, formatYaml } from '../../src/manifest/write.ts';
import { InputError } from '../../src/report/errors.ts';

function withData(data: unknown): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data };
}

test('apiVersion, kind, metadata first; name and namespace first in it; all else in code-unit order', () => {
  const object = {
    spec: { b: 1, a: { name: 'x', B: [] }, Z: [[1, 2], [], { c: null, b: {} }], text: 'one\n  two\n' },
    metadata: { labels: { b: 'on', a: 'x' }, namespace: 'shop', annotations: {}, name: 'a' },
    kind: 'Thing',
    data: undefined,
    apiVersion: 'v1',
  };
  expect(formatManifest(object)).toBe(`apiVersion: v1
kind: Thing
metadata:
  name: a
  namespace: shop
  annotations: {}
  labels:
    a: x
    b: 'on'
spec:
  Z:
    - - 1
      - 2
    - []
    - b: {}
      c: null
  a:
    B: []
    name: x
  b: 1
  text: |
    one
      two
`);
});

test.each([
  ['yes', "'yes'"],
  ['n', "'n'"],
  ['0x1', "'0x1'"],
  ['0X1F', "'0X1F'"],
  ['1e3', "'1e3'"],
  ['012', "'012'"],
  ['1_000', "'1_000'"],
  ['1:30', "'1:30'"],
  ['.', "'.'"],
  ['~', "'~'"],
  ['2026-01-01', "'2026-01-01'"],
  ['=', "'='"],
  ['<<', "'<<'"],
  [':a', ':a'],
  ['a: b', "'a: b'"],
  ['', "''"],
  ['--- a', '--- a'],
  ['a\r\nb', '"a\\r\\nb"'],
  ['a\n\n', '"a\\n\\n"'],
  ['10:00-12:00', '10:00-12:00'],
  ['x'.repeat(300), 'x'.repeat(300)],
])('the string %j is written %s', (text, written) => {
  expect(formatManifest(withData({ key: text }))).toMatch(`\n  key: ${written}\n`);
});

test.each([
  [1e21, '1.e+21'],
  [-0, '0'],
  [0.1, '0.1'],
  [1e-7, '1.e-7'],
])('the number %d is written %s', (value, written) => {
  expect(formatManifest(withData([value]))).toMatch(`- ${written}\n`);
});

test('a key of several lines or great length stays a key', () => {
  const data = { 'a\nb': '1', ['x'.repeat(2000)]: '2' };
  expect(load(formatManifest(withData(data)))).toEqual(withData(data));
});

describe('what a manifest cannot hold is refused with its path', () => {
  const circular: Record<string, unknown> = {};
  circular.self = [circular];
  const throwing = {
    get at(): string {
      throw new RangeError('not now');
    },
  };
  test.each([
    [{ replicas: Number.NaN }, 'data.replicas is NaN'],
    [[1, Number.POSITIVE_INFINITY], 'data[1] is Infinity'],
    [{ at: new Date(0) }, 'data.at is an instance of Date'],
    [{ 'a/b': () => 1 }, 'data["a/b"] is a function'],
    [[undefined], 'data[0] is undefined'],
    [{ n: 1n }, 'data.n is a bigint'],
    [new Map(), 'data is an instance of Map'],
    [throwing, 'data.at is an accessor that throws'],
    [circular, 'data.self[0].self[0].self[0].self[0].self[0].self is an object that contains itself'],
  ])('%#', (data, message) => {
    expect(() => formatManifest(withData(data))).toThrow(InputError);
    expect(() => formatManifest(withData(data))).toThrow(message);
  });
  test('what says so may be told where the values come from', () => {
    const place = { location: { file: 'app.ts' }, subject: 'test/hub/cart' };
    expect(() => formatYaml({ n: 1n }, place)).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining(place)] }),
    );
  });
  test('maps that contain themselves', () => {
    const map: Record<string, unknown> = {};
    map.self = map;
    expect(() => formatManifest(withData(map))).toThrow('is an object that contains itself');
  });
});

const awkward = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...'yYnNoO ~019xXbB_+-.:=,#\'"[]{}&*!|>%@`?\n\t\\eEfF'.split('')),
    maxLength: 8,
  }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    'yes',
    '0O17',
    '1__2',
    '\n a',
    'a\n---\nb',
    '\u2028',
    '\ufeff',
    'a \nb',
    ' a\nb\n ',
    '...\na',
  ),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    awkward,
    fc.integer(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((number) => (number === 0 ? 0 : number))
      // Read back, integers as long as these are told: their last digits may not be what somebody wrote.
      .filter(
        (number) => !Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) >= 2 ** 64,
      ),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(awkward, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe('laws', () => {
  test('every reader of YAML 1.1 and 1.2 reads the same object back', () => {
    fc.assert(
      fc.property(value, (data) => {
        const object = withData(data);
        const text = formatManifest(object);
        expect(load(text)).toEqual(object);
        expect(load(text, { schema: YAML11_SCHEMA })).toEqual(object);
        expect(parse(text)).toEqual(object);
        expect(parse(text, { version: '1.1' })).toEqual(object);
        expect(readManifests(text, 'x')).toMatchObject({ manifests: [{ object }], findings: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('the order of keys changes nothing, and writing what was read neither', () => {
    const reversed = (data: unknown): unknown => {
      if (Array.isArray(data)) return data.map(reversed);
      if (typeof data !== 'object' || data === null) return data;
      return Object.fromEntries(
        Object.entries(data)
          .toReversed()
          .map(([key, each]) => [key, reversed(each)]),
      );
    };
    fc.assert(
      fc.property(value, (data) => {
        const text = formatManifest(withData(data));
        expect(formatManifest(reversed(withData(data)) as KubernetesObject)).toBe(text);
        expect(formatManifest(load(text) as KubernetesObject)).toBe(text);
      }),
    );
  });

  test('layout is that of js-yaml', () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc
          .string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 8 })
          .filter((text) => !/(?:^|\n)\s*$/.test(text)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(plain, (data) => {
        const object = withData(data);
        expect(formatManifest(object)).toBe(
          dump(load(formatManifest(object)), { noRefs: true, lineWidth: -1 }),
        );
      }),
    );
  });
});
