import { expect, test } from 'vitest';
import { deployment, object, told } from '../../told.ts';

const container = (resources: string): string =>
  deployment(`containers: [{name: x, image: i, resources: {${resources}}}]`);
const quota = (hard: string): string => object('v1', 'ResourceQuota', `spec: {hard: {${hard}}}`);
const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: b}}';

test.each<[string, string, string, string[]]>([
  [
    'a quota less',
    quota('pods: 5, services: 2'),
    quota('services: 2'),
    ['warning limit-removal: no longer limits pods of its namespace'],
  ],
  [
    'no limit any more',
    container('limits: {cpu: 1, memory: 1Gi}'),
    container('limits: {cpu: 1}'),
    [
      'warning limit-removal: its container x has no memory in its limits any more: it may take all that its node has',
    ],
  ],
  [
    'no request any more',
    container('requests: {cpu: 1}'),
    container(''),
    [
      'warning limit-removal: its container x has no cpu in its requests any more: it is promised none, and goes first when its node has too little',
    ],
  ],
  [
    'a request by its limit',
    container('requests: {cpu: 1}, limits: {cpu: 1}'),
    container('limits: {cpu: 1}'),
    [],
  ],
  [
    'a quota',
    '',
    quota('pods: 5'),
    ['warning quota: newly limits pods of its namespace to 5: what goes beyond is refused'],
  ],
  [
    'a quota of more',
    quota('pods: 5'),
    quota('pods: 5, requests.cpu: 4'),
    ['warning quota: newly limits requests.cpu of its namespace to 4: what goes beyond is refused'],
  ],
  [
    'no limits at all, in one line',
    container('requests: {cpu: 1}, limits: {cpu: 1, memory: 1Gi}'),
    container('requests: {cpu: 1}'),
    [
      'warning limit-removal: its container x has no cpu, memory in its limits any more: it may take all that its node has',
    ],
  ],
  [
    'a quota of much, in one line',
    '',
    quota('pods: 5, requests.cpu: 4'),
    [
      'warning quota: newly limits pods of its namespace to 5, requests.cpu to 4: what goes beyond is refused',
    ],
  ],
  [
    'a quota of less, in one line',
    quota('pods: 5, requests.cpu: 4, services: 1'),
    quota('services: 1'),
    ['warning limit-removal: no longer limits pods, requests.cpu of its namespace'],
  ],
  ['a quota of a new namespace', '', `${namespace}\n---\n${quota('pods: 5')}`, []],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
