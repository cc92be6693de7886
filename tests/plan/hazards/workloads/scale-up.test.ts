import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const autoscaler = (scaleUp: string): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 5, behavior: {scaleUp: {${scaleUp}}}}`,
  );
const pods = (value: number, seconds: number): string =>
  `{type: Pods, value: ${value}, periodSeconds: ${seconds}}`;
const share = (value: number): string => `{type: Percent, value: ${value}, periodSeconds: 15}`;

test.each<[string, string, string, string[]]>([
  [
    'one by one',
    autoscaler(''),
    autoscaler(`policies: [${pods(1, 600)}]`),
    ['adds fewer pods at once: 1 in 600 s, not 4 in 15 s or 100 % in 15 s'],
  ],
  [
    'by the slowest policy',
    autoscaler(`policies: [${pods(4, 15)}, ${share(100)}]`),
    autoscaler(`policies: [${pods(4, 15)}, ${share(100)}], selectPolicy: Min`),
    ['adds pods by the slowest of its policies (selectPolicy: Min)'],
  ],
  ['as by default, written out', autoscaler(''), autoscaler(`policies: [${pods(4, 15)}, ${share(100)}]`), []],
  [
    'in longer steps, as many',
    autoscaler(`policies: [${pods(1, 15)}]`),
    autoscaler(`policies: [${pods(4, 60)}]`),
    [],
  ],
  [
    'now by share, now by number',
    autoscaler(`policies: [${pods(4, 15)}]`),
    autoscaler(`policies: [${share(50)}]`),
    [],
  ],
  ['again, if slowly', autoscaler('selectPolicy: Disabled'), autoscaler(`policies: [${pods(1, 600)}]`), []],
  ['again, by the slowest policy', autoscaler('selectPolicy: Disabled'), autoscaler('selectPolicy: Min'), []],
  [
    'no more, however slowly',
    autoscaler(''),
    autoscaler(`policies: [${pods(1, 600)}], selectPolicy: Disabled`),
    ['adds no pods any more (scaleUp: Disabled)'],
  ],
  ['faster', autoscaler(`policies: [${pods(1, 15)}]`), autoscaler(`policies: [${pods(9, 15)}]`), []],
])('pods are added %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning capacity-cut: ${message}`));
});
