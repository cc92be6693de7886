import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readText } from '../../../src/manifest/text.ts';
import type { Suite } from '../../../src/policy/cases/case.ts';
import { policyMutants } from '../../../src/policy/cases/mutants.ts';
import { createOfflineJudge } from '../../../src/policy/cases/offline.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { isUnnoticed } from '../../../src/policy/cases/unnoticed.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';

const { suites, surroundings } = readSuites(checkout);
const facts = loadFacts();
const validator = createValidator(facts);
const judgeFor = (suite: Suite) => createOfflineJudge([suite], surroundings, facts, validator);

test('every token that matters is changed, one at a time', () => {
  const suite = suites.find(({ policy }) => policy === 'require-effective-fallbacks');
  if (!suite) throw new Error('the policy is expected');
  const changes = policyMutants(suite).map(({ change }) => change);
  expect(changes).toContain('spec.validations[0].expression: always true');
  expect(changes).toContain('spec.validations[0].expression: >= → >, at 30');
  expect(changes).toContain('spec.validations[1].expression: ! → nothing, at 37');
  expect(new Set(changes).size).toBe(changes.length);
});

interface Equivalent {
  readonly reason: string;
  readonly mutants: readonly string[];
}

/** A mutant that is found here by mistake, or no longer, fails the test as well. */
test('a case notices every mutant of every policy, but those that say the same', {
  timeout: 120_000,
}, async () => {
  const file = 'tests/policy/cases/equivalent-mutants.yaml';
  const equivalent = load(readText(join(checkout, file), file)) as readonly Equivalent[];
  const unnoticed: string[] = [];
  for (const suite of suites)
    for (const mutant of policyMutants(suite))
      if (await isUnnoticed(mutant, judgeFor)) unnoticed.push(`${suite.policy} ${mutant.change}`);
  expect(unnoticed.toSorted()).toEqual(equivalent.flatMap(({ mutants }) => mutants).toSorted());
});
