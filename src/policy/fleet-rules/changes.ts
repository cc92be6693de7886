import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readExemptions } from '../exemptions/exemptions.ts';
import { identityKey } from '../requests.ts';
import type { FleetRulesReport } from './check.ts';
import type { Violation } from './fleet-object.ts';
import type { LoadedRules } from './load.ts';

export interface RuleViolation {
  readonly rule: string;
  /** The cluster or environment, as in `FleetRuleResult`. */
  readonly over: string;
  readonly violation: Violation;
}

/** What a change does to the verdicts of fleet rules. */
export interface FleetChanges {
  /** How many rules have judged what there is now. */
  readonly ruleCount: number;
  readonly newViolations: readonly RuleViolation[];
  readonly noLongerViolated: readonly RuleViolation[];
}

/**
 * The rules of an earlier revision: those of now that were there then, with the exemptions of then. What they said in
 * other words is not known, as code of another revision is not run.
 *
 * @param folder that revision's working directory
 */
export function rulesAt({ rules }: LoadedRules, folder: string): LoadedRules {
  const read = rules
    .filter(({ file }) => existsSync(join(folder, file)))
    .map((rule) => ({ rule, ...readExemptions(folder, dirname(rule.file)) }));
  return {
    rules: read.map(({ rule, exemptions }) => ({ ...rule, exemptions })),
    findings: read.flatMap(({ findings }) => findings),
  };
}

/** Violations are told apart by rule, cluster, object and message: places move without changing. */
export function fleetChanges(base: FleetRulesReport, head: FleetRulesReport): FleetChanges {
  const judging = new Set(head.rules.map(({ name }) => name));
  const before = violationsOf(base);
  const after = violationsOf(head);
  return {
    ruleCount: head.rules.length,
    newViolations: beyond(after, before),
    noLongerViolated: beyond(before, after).filter(({ rule }) => judging.has(rule)),
  };
}

function violationsOf({ results }: FleetRulesReport): RuleViolation[] {
  return results.flatMap(({ rule, over, violations }) =>
    violations.map((violation) => ({ rule, over, violation })),
  );
}

/** Those of the first that the second has not, each as often as it is there more. */
function beyond(violations: readonly RuleViolation[], others: readonly RuleViolation[]): RuleViolation[] {
  const known = Map.groupBy(others, keyOf);
  return violations.filter((violation) => known.get(keyOf(violation))?.pop() === undefined);
}

function keyOf({ rule, over, violation: { object, message } }: RuleViolation): string {
  return JSON.stringify([rule, over, identityKey(object.identity), message]);
}
