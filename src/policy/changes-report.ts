import { formatIdentity } from '../manifest/object.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import type { VerdictChanges } from './changes.ts';
import type { FleetChanges, RuleViolation } from './fleet-rules/changes.ts';
import { violationData, violationFinding } from './fleet-rules/report.ts';
import { judgedBy, Locations, resultData, resultFindings } from './report.ts';

export interface ChangesReport extends VerdictChanges {
  /** The revision that was compared with, as it was asked for. */
  readonly base: string;
  /** About policies and manifests themselves. */
  readonly findings: readonly Finding[];
  readonly objectCount: number;
  readonly policyCount: number;
  /** `undefined` if there are no fleet rules. */
  readonly fleet?: FleetChanges | undefined;
}

/** What a pull request does to verdicts. What was denied before and still is, is not told. */
export function changesDocument(title: string, report: ChangesReport): Document {
  const findings = changesFindings(report);
  const { base, newlyDenied, noLongerDenied, newlyUndecided, objectCount, policyCount, fleet } = report;
  const locations = new Locations();
  const sections: Section[] = [];
  const better = [
    ...noLongerDenied.flatMap(({ identity, policy, failures }) =>
      failures.map(({ message = '' }) => [formatIdentity(identity), policy.name, message]),
    ),
    ...(fleet?.noLongerViolated ?? []).map(({ rule, violation: { object, message } }) => [
      formatIdentity(object.identity),
      rule,
      message,
    ]),
  ];
  if (better.length > 0)
    sections.push({
      type: 'table',
      title: 'No longer denied',
      columns: ['object', 'policy', 'message'],
      rows: better,
    });
  if (findings.length > 0) sections.push({ type: 'findings', findings });
  const judged = judgedBy(objectCount, policyCount);
  return {
    title,
    summary: `${judged}, against ${base}: ${newlyDenied.length} newly denied, ${noLongerDenied.length} no longer denied, ${newlyUndecided.length} newly undecided${fleetSummary(fleet)}`,
    sections,
    data: {
      version: 1,
      base,
      objects: objectCount,
      policies: policyCount,
      newlyDenied: newlyDenied.map((result) => resultData(result, locations)),
      noLongerDenied: noLongerDenied.map((result) => resultData(result, locations)),
      newlyUndecided: newlyUndecided.map((result) => resultData(result, locations)),
      ...(fleet !== undefined && {
        fleetRules: {
          newViolations: fleet.newViolations.map(ruleViolationData),
          noLongerViolated: fleet.noLongerViolated.map(ruleViolationData),
        },
      }),
    },
  };
}

function fleetSummary(fleet: FleetChanges | undefined): string {
  if (fleet === undefined) return '';
  const { ruleCount, newViolations, noLongerViolated } = fleet;
  const found = counted(newViolations.length, 'new violation');
  return `; ${counted(ruleCount, 'fleet rule')}: ${found}, ${noLongerViolated.length} no longer there`;
}

function ruleViolationData({ rule, over, violation }: RuleViolation) {
  return { rule, over, ...violationData(violation) };
}

/** New denials are errors, what can no longer be told is unjudged. */
function changesFindings({ newlyDenied, newlyUndecided, findings, fleet }: ChangesReport): Finding[] {
  const locations = new Locations();
  return [
    ...findings,
    ...[...newlyDenied, ...newlyUndecided].flatMap((result) => resultFindings(result, locations)),
    ...(fleet?.newViolations ?? []).map(({ rule, violation }) => violationFinding(rule, violation)),
  ];
}
