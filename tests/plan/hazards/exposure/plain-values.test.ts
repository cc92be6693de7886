import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const pod = (variable: string): string =>
  deployment(`containers: [{name: c, image: "x@sha256:1", env: [{name: TOKEN, ${variable}}]}]`);
const secret = 'valueFrom: {secretKeyRef: {name: s, key: k}}';

test('a variable that came from a Secret, and is written out', () =>
  expect(told(pod(secret), pod('value: abc'))).toEqual([
    'warning exposure: its container c has TOKEN from git, no longer from the Secret s',
  ]));

test.each<[string, string, string]>([
  ['comes from a Secret at last', pod('value: abc'), pod(secret)],
  ['comes from another Secret', pod(secret), pod(secret.replace('name: s', 'name: t'))],
  ['has another value', pod('value: abc'), pod('value: abd')],
])('a variable that %s', (_, before, after) => expect(told(before, after)).toEqual([]));
