import { formatIdentity } from '../../manifest/object.ts';
import { formatPath } from '../../manifest/path.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import { expiredExemptions } from '../exemptions/exemptions.ts';
import type { FleetRulesReport } from './check.ts';
import type { Violation } from './fleet-object.ts';

/**
 * Violations as errors at their places, what could not be judged, and exemptions that no longer hold.
 *
 * @param today as `2026-01-31`
 */
export function fleetRuleFindings({ rules, results, findings }: FleetRulesReport, today: string): Finding[] {
  return [
    ...findings,
    ...expiredExemptions(
      rules.flatMap(({ exemptions }) => exemptions),
      today,
    ),
    ...results.flatMap(({ rule, violations }) =>
      violations.map((violation) => violationFinding(rule, violation)),
    ),
  ];
}

export function violationFinding(rule: string, { object, path, message }: Violation): Finding {
  return {
    severity: 'error',
    rule,
    message,
    location: object.manifest.locate(path),
    subject: formatIdentity(object.identity),
  };
}

/** `16 fleet rules: 2 violations, 1 exempt`. */
export function fleetRuleSummary({ rules, results }: FleetRulesReport): string {
  const violations = results.flatMap((result) => result.violations).length;
  const exempted = results.flatMap((result) => result.exempted).length;
  const exempt = exempted === 0 ? '' : `, ${exempted} exempt`;
  return `${counted(rules.length, 'fleet rule')}: ${counted(violations, 'violation')}${exempt}`;
}

/** For programs: one entry for each rule and cluster, or environment, that it judged. */
export function fleetRuleData({ results }: FleetRulesReport) {
  return results.map(({ rule, controls, over, violations, exempted }) => ({
    rule,
    controls,
    over,
    violations: violations.map(violationData),
    exempted: exempted.map(({ violation, exemption }) => ({
      ...violationData(violation),
      exemption: exemption.name,
    })),
  }));
}

export function violationData({ object, path, message }: Violation) {
  const { object: manifest, identity } = object;
  return {
    object: { apiVersion: manifest.apiVersion, ...identity, ...object.manifest.locate(path) },
    path: formatPath(path),
    message,
  };
}
