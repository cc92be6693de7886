import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { policyMutants } from '../../../src/policy/cases/mutants.ts';
import { createOfflineJudge } from '../../../src/policy/cases/offline.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { runCases } from '../../../src/policy/cases/run.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';

const { suites, surroundings } = readSuites(checkout);
const facts = loadFacts();
const validator = createValidator(facts);

test('every token that matters is changed, one at a time', () => {
  const suite = suites.find(({ policy }) => policy === 'require-effective-fallbacks');
  if (!suite) throw new Error('the policy is expected');
  const changes = policyMutants(suite).map(({ change }) => change);
  expect(changes).toContain('spec.validations[0].expression: always true');
  expect(changes).toContain('spec.validations[0].expression: >= → >, at 30');
  expect(changes).toContain('spec.validations[1].expression: ! → nothing, at 37');
  expect(new Set(changes).size).toBe(changes.length);
});

test('each validation is missed by a case when it is gone', { timeout: 120_000 }, async () => {
  const weakened = suites.flatMap(policyMutants).filter(({ change }) => change.endsWith('always true'));
  const unnoticed: string[] = [];
  for (const { suite, change } of weakened) {
    const judge = createOfflineJudge([suite], surroundings, facts, validator);
    if ((await runCases([suite], judge)).length === 0) unnoticed.push(`${suite.policy} ${change}`);
  }
  expect(unnoticed).toEqual([]);
});
