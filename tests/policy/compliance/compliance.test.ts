import { expect, test } from 'vitest';
import { complianceOf, totalsOf } from '../../../src/policy/compliance/compliance.ts';
import {
  type ControlOutcome,
  fleetOutcomes,
  policyOutcomes,
} from '../../../src/policy/compliance/outcomes.ts';
import { complianceDocument } from '../../../src/policy/compliance/report.ts';
import type { Violation } from '../../../src/policy/fleet-rules/fleet-object.ts';
import { formatDocument } from '../../../src/report/format.ts';
import { configMap, judged, policy } from '../judged.ts';

const outcome = (
  over: string,
  subject: string,
  of: ControlOutcome['outcome'],
  ...controls: readonly string[]
): ControlOutcome => ({ over, subject, outcome: of, controls });

const outcomes = [
  outcome('production/hub', 'Pod a', 'compliant', 'pss/restricted', 'cis/5'),
  outcome('production/hub', 'Pod a', 'violated', 'pss/restricted'),
  outcome('production/hub', 'Pod a', 'exempt', 'cis/5'),
  outcome('production/hub', 'Pod b', 'exempt', 'cis/5'),
  outcome('production/hub', 'Pod c', 'undecided', 'cis/5'),
  outcome('production', 'capacity of production', 'compliant', 'recovery/rto'),
  outcome('dev/hub', 'Pod a', 'compliant', 'cis/5'),
];

test('an object complies with a control if no policy that serves it has anything against it', () => {
  expect(complianceOf(outcomes)).toMatchObject([
    { environment: 'dev', target: 'hub', control: 'cis/5', judged: 1, compliant: 1 },
    { environment: 'production', target: '', control: 'recovery/rto', judged: 1, compliant: 1 },
    { target: 'hub', control: 'cis/5', judged: 2, compliant: 1, undecided: 1, exemptions: 2, violations: 0 },
    { target: 'hub', control: 'pss/restricted', judged: 1, compliant: 0, violations: 1 },
  ]);
  expect(totalsOf(outcomes)).toEqual({ compliant: 3, exempt: 2, undecided: 1, violated: 1 });
});

test('a table for each environment', async () => {
  const document = complianceDocument('plumb policy report', {
    compliance: complianceOf(outcomes),
    totals: totalsOf(outcomes),
    objectCount: 4,
    policyCount: 3,
    findings: [],
  });
  await expect(formatDocument(document, 'text')).toMatchFileSnapshot('../../golden/policy-report.txt');
  const nothing = { compliance: [], totals: totalsOf([]), objectCount: 0, policyCount: 1, findings: [] };
  expect(complianceDocument('t', nothing).summary).toBe(
    '0 objects, 1 policy, 0 controls: nothing is judged, 0 violations, 0 exemptions, 0 undecided',
  );
});

const controls = (text: string, names: string) =>
  text.replace(
    'metadata: {name: p}',
    `metadata: {name: p, annotations: {plumbline.dev/controls: "${names}"}}`,
  );
const outcomesOf = (policies: string) =>
  policyOutcomes(judged({ policies, objects: configMap }).results, () => 'dev/hub');

test('policies name their controls; other people’s are their own', () => {
  const base = { over: 'dev/hub', subject: 'ConfigMap shop/plain' };
  expect(outcomesOf(controls(policy(), 'a/1, b/2'))).toEqual([
    { ...base, controls: ['a/1', 'b/2'], outcome: 'violated' },
  ]);
  expect(outcomesOf(policy({ expression: 'true' }))).toEqual([
    { ...base, controls: ['p'], outcome: 'compliant' },
  ]);
  expect(outcomesOf(policy({ actions: 'Audit' }))).toMatchObject([{ outcome: 'violated' }]);
});

test('an exemption is a match condition of that name; other conditions leave nothing to say', () => {
  const without = (name: string) =>
    outcomesOf(policy({ spec: `matchConditions: [{name: ${name}, expression: "false"}]` }));
  expect(without('exempt-old')).toMatchObject([{ outcome: 'exempt' }]);
  expect(without('not-owned')).toEqual([]);
});

test('a fleet rule judges a cluster, and finds violations of objects', () => {
  const [result] = judged({ policies: policy(), objects: configMap }).results;
  if (!result) throw new Error('there is a result');
  const violation = { object: { manifest: result.manifest }, path: [], message: 'x' } as unknown as Violation;
  const rule = { rule: 'r', controls: ['a/1'], over: 'dev/hub', violations: [], exempted: [] };
  const exemption = {
    policy: 'r',
    location: { file: 'exemptions.yaml' },
    name: 'old',
    owner: 'team',
    reason: 'why',
    expires: '2999-01-01',
    kind: 'ConfigMap',
    objects: ['plain'],
  };
  expect(
    fleetOutcomes([rule, { ...rule, violations: [violation], exempted: [{ violation, exemption }] }]),
  ).toMatchObject([
    { subject: 'r of dev/hub', outcome: 'compliant' },
    { subject: 'ConfigMap shop/plain', outcome: 'violated' },
    { subject: 'ConfigMap shop/plain', outcome: 'exempt' },
  ]);
});
