import { expect, test } from 'vitest';
import { readFleetCases } from '../../../src/policy/fleet-rules/cases/read.ts';
import { runFleetCases } from '../../../src/policy/fleet-rules/cases/run.ts';
import { loadRules } from '../../../src/policy/fleet-rules/load.ts';
import { formatLocation } from '../../../src/report/content.ts';
import { checkout } from '../../support/checkout.ts';

const { rules, findings } = await loadRules(['policies'], checkout);

test('every rule in policies/ can be used', () => {
  expect(findings).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(12);
});

test.for(rules.map((rule) => [rule.name, rule] as const))(
  '%s says of its cases what they say',
  ([, rule]) => {
    const { cases, findings: unusable } = readFleetCases(checkout, rule);
    expect(unusable).toEqual([]);
    expect(cases.filter(({ denied }) => denied.length > 0).length, 'denied').toBeGreaterThan(1);
    expect(cases.filter(({ denied }) => denied.length === 0).length, 'allowed').toBeGreaterThan(1);
    const different = runFleetCases(rule, cases);
    expect(
      different.map(({ message, location }) => `${location && formatLocation(location)} ${message}`),
    ).toEqual([]);
    expect(rule.rule.controls.join(', ')).toMatch(/^[\w-]+\/[\w.-]+(, [\w-]+\/[\w.-]+)*$/);
  },
);
