import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const wave = 'argocd.argoproj.io/sync-wave';
const weight = 'helm.sh/hook-weight';
const settings = (annotations: string): string =>
  object('v1', 'ConfigMap', 'data: {}', `annotations: {${annotations}}`);
const applied = (is: number, was: number): string[] => [
  `warning wave-order: it is applied in wave ${is}, not ${was}: what must be there first may not be`,
];

test.each<[string, string, string, string[]]>([
  ['another number', `${wave}: "5"`, `${wave}: "-5"`, applied(-5, 5)],
  ['no number any more', `${wave}: "5"`, '', applied(0, 5)],
  ['what is none', `${wave}: "5"`, `${wave}: x`, applied(0, 5)],
  ['what is none, instead of nothing', '', `${wave}: "1.5"`, []],
  ['the same number in another way', `${wave}: "5"`, `${wave}: "+5"`, []],
  ['the same number with a zero before it', `${wave}: "5"`, `${wave}: "05"`, []],
  ['the default, written out', '', `${wave}: "0"`, []],
  ['the weight of a hook of Helm', `${weight}: "1"`, `${weight}: "2"`, applied(2, 1)],
  ['a weight beside a number', `${wave}: "5", ${weight}: "1"`, `${wave}: "5", ${weight}: "2"`, []],
  ['a weight instead of a number', `${wave}: "5"`, `${weight}: "5"`, []],
])('when an object is applied: %s', (_, before, after, expected) =>
  expect(told(settings(before), settings(after))).toEqual(expected),
);
