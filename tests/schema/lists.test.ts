import { describe, expect, test } from 'vitest';
import { judge, judgeWidget, widgetProblems } from './judge.ts';

const set = {
  type: 'object',
  properties: { a: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' } },
};
const item = {
  type: 'object',
  properties: {
    port: { type: 'integer' },
    protocol: { type: 'string', default: 'TCP' },
    value: { type: 'string' },
  },
};
const map = (...keys: string[]) => ({
  type: 'object',
  properties: {
    a: { type: 'array', items: item, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys },
  },
});

describe('sets', () => {
  test('hold each item once', () => {
    expect(judgeWidget(set, { a: ['x', 'y'] })).toEqual([]);
    expect(widgetProblems(set, { a: ['x', 'y', 'x', 'x'] })).toMatchObject([
      { rule: 'duplicate-list-item', path: ['spec', 'a', 2], message: 'repeats "x" of item 0' },
      { path: ['spec', 'a', 3] },
    ]);
  });
});

describe('maps', () => {
  test('hold each key once', () => {
    expect(judgeWidget(map('port'), { a: [{ port: 1 }, { port: 2 }] })).toEqual([]);
    expect(widgetProblems(map('port'), { a: [{ port: 1 }, { port: 1 }] })).toMatchObject([
      { path: ['spec', 'a', 1], message: 'repeats port 1 of item 0' },
    ]);
  });

  test('take a missing key from its default', () => {
    const schema = map('port', 'protocol');
    expect(judgeWidget(schema, { a: [{ port: 1 }, { port: 1, protocol: 'UDP' }] })).toEqual([]);
    expect(judgeWidget(schema, { a: [{ port: 1 }, { port: 1, protocol: 'TCP' }] })).toEqual([
      'duplicate-list-item spec.a[1]',
    ]);
  });

  test('tell items without any key apart from others, not from one another', () => {
    expect(widgetProblems(map('port'), { a: [{ port: 0 }, {}, {}] })).toMatchObject([
      { path: ['spec', 'a', 2], message: 'repeats the empty key of item 1' },
    ]);
  });
});

test('of built-in kinds: keys of environment variables, ports, volumes', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: {
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80, protocol: 'TCP' },
        { name: 'c', port: 80, protocol: 'UDP' },
      ],
    },
  };
  expect(judge(service)).toEqual(['duplicate-list-item spec.ports[1]']);
});

test('an object with fields in another order is the same item', () => {
  const any = { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } } };
  const schema = {
    type: 'object',
    properties: { a: { type: 'array', items: any, 'x-kubernetes-list-type': 'set' } },
  };
  expect(
    judgeWidget(schema, {
      a: [
        { x: '1', y: '2' },
        { y: '2', x: '1' },
      ],
    }),
  ).toEqual(['duplicate-list-item spec.a[1]']);
});
