import type { Document, TableSection } from '../../report/document.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Compliance } from './compliance.ts';
import type { Outcome } from './outcomes.ts';

export interface ComplianceReport {
  readonly compliance: readonly Compliance[];
  /** Each object and policy once, however many controls the policy serves. */
  readonly totals: Readonly<Record<Outcome, number>>;
  readonly objectCount: number;
  /** Policies and fleet rules. */
  readonly policyCount: number;
  readonly findings: readonly Finding[];
}

/** A table for each environment: controls by targets. */
export function complianceDocument(title: string, report: ComplianceReport): Document {
  const { compliance, totals, objectCount, policyCount, findings } = report;
  const environments = [...Map.groupBy(compliance, ({ environment }) => environment)];
  return {
    title,
    summary: summaryOf(report),
    sections: [
      ...environments.map(([environment, rows]) => tableOf(environment, rows)),
      ...(findings.length === 0 ? [] : [{ type: 'findings' as const, findings }]),
    ],
    data: { version: 1, objects: objectCount, policies: policyCount, totals, compliance },
  };
}

function summaryOf({ compliance, totals, objectCount, policyCount }: ComplianceReport): string {
  const controls = new Set(compliance.map(({ control }) => control)).size;
  const policies = counted(policyCount, 'policy', 'policies');
  const what = `${counted(objectCount, 'object')}, ${policies}, ${counted(controls, 'control')}`;
  const { compliant, violated, exempt, undecided } = totals;
  const judged = compliant + violated + undecided;
  const share = judged === 0 ? 'nothing is judged' : `${percent(compliant, judged)} comply`;
  return `${what}: ${share}, ${counted(violated, 'violation')}, ${counted(exempt, 'exemption')}, ${undecided} undecided`;
}

/** Rounded down: only what complies in full is 100 %. */
function percent(part: number, whole: number): string {
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`;
}

function tableOf(environment: string, rows: readonly Compliance[]): TableSection {
  const targets = [...new Set(rows.map(({ target }) => target))].sort();
  const byControl = Map.groupBy(rows, ({ control }) => control);
  const controls = [...byControl.keys()].sort();
  return {
    type: 'table',
    ...(environment !== '' && { title: environment }),
    columns: ['control', ...targets.map((target) => (target === '' ? 'as a whole' : target))],
    rows: controls.map((control) => [
      control,
      ...targets.map((target) => cellOf(byControl.get(control)?.find((each) => each.target === target))),
    ]),
  };
}

/** `25/26, 1 exempt`: what complies of what is judged. */
function cellOf(compliance: Compliance | undefined): string {
  if (compliance === undefined) return '–';
  const { compliant, judged, exemptions, undecided } = compliance;
  return [
    ...(judged > 0 ? [`${compliant}/${judged}`] : []),
    ...(exemptions > 0 ? [`${exemptions} exempt`] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
  ].join(', ');
}
