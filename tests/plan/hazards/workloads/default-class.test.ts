import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const storage = (name: string, isDefault: boolean, options = ''): string =>
  `{apiVersion: storage.k8s.io/v1, kind: StorageClass, provisioner: p, metadata: {name: ${name}, annotations: {
    storageclass.kubernetes.io/is-default-class: "${isDefault}", argocd.argoproj.io/sync-options: "${options}"}}}\n---\n`;
const ingress = (annotations: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: a, annotations: {${annotations}}}, spec: {controller: c/d}}`;
const ingressDefault = 'ingressclass.kubernetes.io/is-default-class: "true"';

const lost = 'warning selector-change: is no longer the default class: new';
const isNow = 'warning selector-change: is a default class from now on: new';

test.each<[string, string, string, string[]]>([
  [
    'a default that is one no more',
    storage('a', true),
    storage('a', false),
    [`${lost} claims that name no class get no volume unless another class is the default`],
  ],
  [
    'a default that is another class, told once',
    storage('a', true) + storage('b', false),
    storage('a', false) + storage('b', true),
    [`${lost} claims that name no class are of b from now on`],
  ],
  [
    'a default that goes',
    storage('a', true),
    '',
    [
      'warning deletion: it is deleted, and volumes that still ask for it are made no more',
      `${lost} claims that name no class get no volume unless another class is the default`,
    ],
  ],
  [
    'a default that leaves git but stays',
    storage('a', true, 'Prune=false'),
    '',
    ['warning left-behind: it leaves git but stays'],
  ],
  [
    'one more default',
    storage('a', false),
    storage('a', true),
    [`${isNow} claims that name no class may be of it`],
  ],
  ['the first default of a new cluster', '', storage('a', true), []],
  ['another option of a class', storage('a', true), storage('a', true, 'Prune=false'), ['warning sync-cut']],
  [
    'Ingresses',
    ingress(ingressDefault),
    ingress(''),
    [
      `${lost} Ingresses that name no class are of none, and nothing may serve them unless another class is the default`,
    ],
  ],
  [
    'Ingresses that get one',
    ingress(''),
    ingress(ingressDefault),
    [`${isNow} Ingresses that name no class may be of it`],
  ],
])('%s', (_, before, after, expected) => {
  const found = told(before, after);
  expect(found).toHaveLength(expected.length);
  expected.forEach((text, index) => {
    expect(found[index]).toContain(text);
  });
});
