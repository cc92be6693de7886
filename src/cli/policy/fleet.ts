import type { LoadedManifest } from '../../manifest/read.ts';
import { checkFleetRules, type FleetRulesReport } from '../../policy/fleet-rules/check.ts';
import { fleetRuleFindings } from '../../policy/fleet-rules/report.ts';
import type { Operation } from '../../policy/policies.ts';
import type { PolicyReport } from '../../policy/results.ts';
import { today } from './today.ts';

interface Judged {
  /** With the findings of fleet rules. */
  readonly report: PolicyReport;
  /** `undefined` if there are no rules, or nothing for them to judge. */
  readonly fleet: FleetRulesReport | undefined;
}

interface FleetRequest {
  readonly policies: readonly string[];
  readonly operation: Operation;
  /** As in `CheckRequest`. */
  readonly today?: string;
}

/** What fleet rules of the same folders say, beside a report. Objects that are deleted are no fleet. */
export async function withFleetRules(
  report: PolicyReport,
  manifests: readonly LoadedManifest[],
  { policies, operation, today: day = today() }: FleetRequest,
): Promise<Judged> {
  if (operation === 'DELETE') return { report, fleet: undefined };
  const fleet = await checkFleetRules({ policies, manifests, workingDirectory: process.cwd() });
  const findings = [...report.findings, ...fleetRuleFindings(fleet, day)];
  return { report: { ...report, findings }, fleet: fleet.rules.length === 0 ? undefined : fleet };
}
