import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const policy = (spec: string): string =>
  object('security.istio.io/v1', 'AuthorizationPolicy', `spec: {${spec}}`);
const from = (source: string, rest = ''): string => `{from: [{source: {${source}}}]${rest}}`;

test.each<[string, string, string, string[]]>([
  [
    'one caller more',
    `rules: [${from('principals: [a]')}]`,
    `rules: [${from('principals: [a, b]')}]`,
    ['newly allows {"from":[{"source":{"principals":["a","b"]}}]}'],
  ],
  ['one caller less', `rules: [${from('principals: [a, b]')}]`, `rules: [${from('principals: [a]')}]`, []],
  [
    'a field more, which narrows',
    `rules: [${from('principals: [a]')}]`,
    `rules: [${from('principals: [a], namespaces: [n]')}]`,
    [],
  ],
  [
    'one more left out',
    `rules: [${from('notPrincipals: [a]')}]`,
    `rules: [${from('notPrincipals: [a, b]')}]`,
    [],
  ],
  [
    'an operation',
    `rules: [${from('principals: [a]')}]`,
    `rules: [${from('principals: [a]', ', to: [{operation: {methods: [GET]}}]')}]`,
    [],
  ],
  [
    'any operation',
    `rules: [${from('principals: [a]', ', to: [{operation: {methods: [GET]}}]')}]`,
    `rules: [${from('principals: [a]')}]`,
    ['newly allows {"from":[{"source":{"principals":["a"]}}]}'],
  ],
  ['a condition', 'rules: [{}]', 'rules: [{when: [{key: k, values: [v]}]}]', []],
  ['everything', 'rules: [{when: [{key: k, values: [v]}]}]', 'rules: [{}]', ['newly allows everything']],
  [
    'less that is denied',
    `action: DENY, rules: [${from('namespaces: [a, b]')}]`,
    `action: DENY, rules: [${from('namespaces: [a]')}]`,
    ['no longer denies {"from":[{"source":{"namespaces":["a","b"]}}]}'],
  ],
  [
    'another action',
    'action: DENY, rules: [{}]',
    'action: AUDIT, rules: [{}]',
    ['DENY is no longer its action: what it kept out may come in'],
  ],
  [
    'a path of those it allowed',
    'rules: [{to: [{operation: {paths: [/api/*]}}]}]',
    'rules: [{to: [{operation: {paths: [/api/v1]}}]}]',
    [],
  ],
  [
    'paths beside one that it allowed',
    'rules: [{to: [{operation: {paths: [/api/v1]}}]}]',
    'rules: [{to: [{operation: {paths: [/api/*]}}]}]',
    ['newly allows {"to":[{"operation":{"paths":["/api/*"]}}]}'],
  ],
  [
    'more that is denied',
    'action: DENY, rules: [{to: [{operation: {paths: [/admin]}}]}]',
    'action: DENY, rules: [{to: [{operation: {paths: [/admin*]}}]}]',
    [],
  ],
  [
    'a part of a network',
    `rules: [${from('ipBlocks: [10.0.0.0/8]')}]`,
    `rules: [${from('ipBlocks: [10.1.0.0/16]')}]`,
    [],
  ],
  [
    'fewer values in a condition',
    'rules: [{when: [{key: k, values: [v, w]}]}]',
    'rules: [{when: [{key: k, values: [v]}]}]',
    [],
  ],
  [
    'more values in a condition',
    'rules: [{when: [{key: k, values: [v]}]}]',
    'rules: [{when: [{key: k, values: [v, w]}]}]',
    ['newly allows {"when":[{"key":"k","values":["v","w"]}]}'],
  ],
  ['an audit of more', 'action: AUDIT, rules: []', 'action: AUDIT, rules: [{}]', []],
])('an AuthorizationPolicy with %s', (_, before, after, expected) =>
  expect(told(policy(before), policy(after))).toEqual(
    expected.map((message) => `warning exposure: ${message}`),
  ),
);
