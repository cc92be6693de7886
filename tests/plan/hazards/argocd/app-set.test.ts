import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const set = (generators: string, policy = ''): string =>
  object(
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    `spec: {generators: [${generators}], syncPolicy: {${policy}}}`,
  );
const fewer = (fate: string): string[] => [
  `warning app-removal: may no longer make some of its Applications: what these manage ${fate}`,
];
const named = (name: string): string =>
  object('argoproj.io/v1alpha1', 'ApplicationSet', `spec: {template: {metadata: {name: "${name}"}}}`);
const matrix = (path: string): string =>
  `{matrix: {generators: [{clusters: {selector: {matchLabels: {a: b}}}}, {git: {files: [${path}]}}]}}`;

test.each<[string, string, string, string[]]>([
  [
    'other names',
    named('{{.name}}-prod'),
    named('{{.name}}-production'),
    [
      'warning app-removal: makes Applications of other names, and no longer those that there are: what these manage is deleted',
    ],
  ],
  ['the same names', named('{{.name}}'), named('{{.name}}'), []],
  [
    'an element less',
    set('{list: {elements: [{name: a}, {name: b}]}}'),
    set('{list: {elements: [{name: a}]}}'),
    fewer('is deleted'),
  ],
  [
    'an element less, of objects that stay',
    set('{list: {elements: [{name: a}, {name: b}]}}'),
    set('{list: {elements: [{name: a}]}}', 'preserveResourcesOnDeletion: true'),
    [...fewer('stays, and nothing syncs it any more')],
  ],
  [
    'an element less, of Applications that nobody may delete',
    set('{list: {elements: [{name: a}, {name: b}]}}', 'applicationsSync: create-update'),
    set('{list: {elements: [{name: a}]}}', 'applicationsSync: create-update'),
    [],
  ],
  [
    'an element more, in another order',
    set('{list: {elements: [{name: a, b: c}]}}'),
    set('{list: {elements: [{name: x}, {b: c, name: a}]}}'),
    [],
  ],
  ['another path in a matrix', set(matrix('{path: a}')), set(matrix('{path: b}')), fewer('is deleted')],
  ['a path more', set(matrix('{path: a}')), set(matrix('{path: a}, {path: b}')), []],
  [
    'a path that is taken out',
    set(matrix('{path: a}')),
    set(matrix('{path: a}, {path: b, exclude: true}')),
    fewer('is deleted'),
  ],
  [
    'a path that is no longer taken out',
    set(matrix('{path: a}, {path: b, exclude: true}')),
    set(matrix('{path: a}')),
    [],
  ],
  [
    'other clusters',
    set('{clusters: {selector: {matchLabels: {a: b}}}}'),
    set('{clusters: {selector: {matchLabels: {a: c}}}}'),
    fewer('is deleted'),
  ],
  [
    'the same at other times',
    set('{git: {repoURL: x, files: [{path: a}], requeueAfterSeconds: 60}}'),
    set('{git: {repoURL: x, files: [{path: a}], requeueAfterSeconds: 180, values: {a: b}}}'),
    [],
  ],
  [
    'another repository',
    set('{git: {repoURL: x, files: [{path: a}]}}'),
    set('{git: {repoURL: y, files: [{path: a}]}}'),
    fewer('is deleted'),
  ],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
