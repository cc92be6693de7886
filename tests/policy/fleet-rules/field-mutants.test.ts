import { expect, test } from 'vitest';
import { readFleetCases } from '../../../src/policy/fleet-rules/cases/read.ts';
import { loadRules } from '../../../src/policy/fleet-rules/load.ts';
import { checkout } from '../../support/checkout.ts';
import { unnoticedFields } from './field-mutants.ts';

/** Fields that rules read without a case that depends on them, and why there is none. */
const known: readonly { readonly fields: RegExp; readonly because: string }[] = [
  { fields: / (kind|metadata\.(name|namespace))$/, because: 'every object is found by them, needed or not' },
  { fields: / spec\.scaleTargetRef\.(apiVersion|kind)$/, because: 'what is written is the default' },
  {
    fields: /(Labels|labels)\["app\.kubernetes\.io\/component"\]$/,
    because: 'the label with the name selects the same pods',
  },
  {
    fields: / spec\.(minReplicas|minReplicaCount|fallback\.replicas)$/,
    because: 'bounds are read together, and the rule is about another one',
  },
  {
    fields: /^(CronJob|Job|Pod|Rollout|StatefulSet) .*resources\.(limits|requests)\.[a-z-]+$/,
    because: 'all pods are counted alike, as those of the Deployment show',
  },
  {
    fields: /^Deployment spec\.template\.spec\.containers\[\]\.resources\.requests\.memory$/,
    because: 'it is the limit, which is its default',
  },
  {
    fields: /^ApplicationSet .*\.clusters\.selector\.matchExpressions\[\]\.(key|operator)$/,
    because: 'every cluster is one of a region',
  },
  {
    fields: /^Rollout spec\.template\.metadata\.labels\["app\.kubernetes\.io\/name"\]$/,
    because: 'budgets of the cases select all pods, or those of the Deployment',
  },
];

const { rules } = await loadRules(['policies'], checkout);
const unnoticed = rules.flatMap((rule) => unnoticedFields(rule, readFleetCases(checkout, rule).cases));

test('cases notice when a field that a rule reads is gone', () => {
  expect(unnoticed.filter((field) => !known.some(({ fields }) => fields.test(field)))).toEqual([]);
});

test.for(known)('there are fields of which $because', ({ fields }) => {
  expect(unnoticed.filter((field) => fields.test(field)).length).toBeGreaterThan(0);
});
