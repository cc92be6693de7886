import { expect, test } from 'vitest';
import { isRecord, type KubernetesObject } from '../../../src/manifest/object.ts';
import { changed } from '../../../src/policy/cases/change.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { readFleetCases } from '../../../src/policy/fleet-rules/cases/read.ts';
import { runFleetCases, saysOf } from '../../../src/policy/fleet-rules/cases/run.ts';
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

/** The policy judges each Schedule, the rule whether there is one for each volume. */
test('backups may be as far apart as the policy on schedules lets them', () => {
  const rule = rules.find(({ name }) => name === 'require-backups-of-state');
  const policy = readSuites(checkout).suites.find((suite) => suite.policy === 'require-backups');
  const allowed = policy?.manifests.find(({ object }) => object.kind === 'ConfigMap')?.object['data'];
  if (rule === undefined || !isRecord(allowed)) throw new Error('the rule or the policy has another name');
  const [usual] = readFleetCases(checkout, rule).cases;
  for (const [tier, minutes] of Object.entries(allowed)) {
    const says = (gap: number) =>
      saysOf(
        rule,
        (usual?.objects ?? []).map((each) => ({ ...each, object: withGap(each.object, tier, gap) })),
      );
    expect(says(Number(minutes)), tier).toEqual([]);
    expect(says(Number(minutes) + 1), tier).toHaveLength(1);
  }
});

function withGap(object: KubernetesObject, tier: string, minutes: number): KubernetesObject {
  if (object.kind === 'Schedule') return changed(object, { 'spec.schedule': `@every ${minutes}m` });
  if (object.kind !== 'StatefulSet') return object;
  return changed(object, { 'metadata.labels["plumbline.dev/tier"]': tier.replace('tier-', '') });
}
