import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const acl = (spec: string): string => object('wafv2.services.k8s.aws/v1alpha1', 'WebACL', `spec: {${spec}}`);
const rules = (text: string): string => acl(`defaultAction: {allow: {}}, rules: [${text}]`);
const rate = (limit: number): string =>
  rules(`{name: rate, action: {block: {}}, statement: {rateBasedStatement: {limit: ${limit}}}}`);
const managed = (group: string, override = 'none'): string =>
  rules(
    `{name: common, overrideAction: {${override}: {}}, statement: {managedRuleGroupStatement: {${group}}}}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'everything by default, without rules',
    acl('defaultAction: {block: {}}, rules: [{name: a, action: {block: {}}, statement: {}}]'),
    acl('defaultAction: {allow: {}}, rules: []'),
    ['lets through what no rule is about', 'no longer has the rule a'],
  ],
  ['nothing by default', acl('defaultAction: {allow: {}}'), acl('defaultAction: {block: {}}'), []],
  ['more of one address', rate(1_000), rate(10_000), ['its rule rate lets 10000 through, no longer 1000']],
  ['less of one address', rate(10_000), rate(1_000), []],
  [
    'a group that only counts',
    managed(''),
    managed('', 'count'),
    ['its rule common only counts, and no longer does as its group says'],
  ],
  [
    'a rule of a group that only counts',
    managed('excludedRules: [{name: a}]'),
    managed(
      'ruleActionOverrides: [{name: a, actionToUse: {count: {}}}, {name: b, actionToUse: {allow: {}}}, {name: c, actionToUse: {block: {}}}]',
    ),
    ['its rule common no longer blocks by b'],
  ],
  [
    'a rule that lets through',
    rules(''),
    rules('{name: friends, action: {allow: {}}, statement: {}}'),
    ['lets through what its rule friends is about'],
  ],
  [
    'a rule less that let through',
    rules('{name: friends, action: {allow: {}}, statement: {}}'),
    rules(''),
    [],
  ],
  ['a rule by another name', rate(1_000), rate(1_000).replace('name: rate', 'name: per-address'), []],
  ['a rule more', rules(''), rules('{name: a, action: {block: {}}}'), []],
])('%s', (_, before, after, expected) =>
  expect(told(before, after).sort()).toEqual(
    expected.map((message) => `warning protection-cut: ${message}`).sort(),
  ),
);
