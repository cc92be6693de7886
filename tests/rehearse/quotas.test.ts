import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { judgeMove } from '../../src/rehearse/judge/judge.ts';
import { moveOf, seen, thing } from './story.ts';

type Amounts = Readonly<Record<string, string>>;

function quota(hard: Amounts, used: Amounts) {
  return thing('v1', 'ResourceQuota', 'total', { spec: { hard }, status: { hard, used } });
}

function told(before: KubernetesObject, after: KubernetesObject, direction: 'forward' | 'back' = 'forward') {
  const move = moveOf({ direction, before: [seen(before)], after: [seen(after)] });
  return judgeMove(move).map(({ rule, subject, message }) => `${rule} ${subject}: ${message}`);
}

const used = { pods: '3', 'requests.cpu': '1500m', 'requests.memory': '2Gi' };
const enough = { pods: '3', 'requests.cpu': '2', 'requests.memory': '2048Mi' };
const short = { ...enough, 'requests.cpu': '500m' };

test('a quota that allows as much as is used, in whichever unit, is nothing to tell', () => {
  expect(told(quota(enough, used), quota({ ...enough, 'requests.cpu': '1.5' }, used))).toEqual([]);
});

test('a quota below what is used is an error, with what is too much', () => {
  expect(told(quota(enough, used), quota(short, used))).toEqual([
    'quota-exceeded dev-tokyo ResourceQuota api/total: allows less than is used, so that nothing more is let in: requests.cpu 1500m of 500m',
  ]);
});

test('what was too much before is not told again', () => {
  expect(told(quota(short, used), quota(short, used))).toEqual([]);
  expect(told(quota(short, used), quota({ ...short, pods: '2' }, used))).toEqual([
    expect.stringMatching(/: pods 3 of 2$/),
  ]);
});

test('BASE is not judged', () => {
  expect(told(quota(enough, used), quota(short, used), 'back')).toEqual([]);
});
