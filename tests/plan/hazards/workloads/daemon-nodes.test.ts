import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const daemon = (pod: string): string =>
  object('apps/v1', 'DaemonSet', `spec: {template: {spec: {containers: [], ${pod}}}}`);
const tolerant = (...tolerations: readonly string[]): string =>
  daemon(`tolerations: [${tolerations.map((each) => `{${each}}`).join(', ')}]`);
const [gpu, all] = ['key: gpu, operator: Exists, effect: NoSchedule', 'operator: Exists'];

test.each<[string, string, string, string[]]>([
  [
    'with a taint',
    tolerant(gpu),
    daemon(''),
    ['no longer tolerates the taint gpu:NoSchedule: it leaves the nodes with that'],
  ],
  [
    'with any taint',
    tolerant(all),
    tolerant(gpu),
    ['no longer tolerates all taints: it leaves the nodes with that'],
  ],
  ['of one pool', daemon(''), daemon('nodeSelector: {pool: gpu}'), ['runs only on nodes with pool=gpu']],
  ['with a taint, as with all', tolerant(gpu), tolerant(all), []],
  [
    'with a taint of one value, as of all',
    tolerant('key: gpu, value: a'),
    tolerant('key: gpu, operator: Exists'),
    [],
  ],
  [
    'under pressure, as all such pods',
    tolerant('key: node.kubernetes.io/disk-pressure, operator: Exists'),
    daemon(''),
    [],
  ],
  ['of all pools', daemon('nodeSelector: {pool: gpu}'), daemon(''), []],
  ['of Linux, as before', daemon(''), daemon('nodeSelector: {kubernetes.io/os: linux}'), []],
])('nodes %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning capacity-cut: ${message}`)),
);
