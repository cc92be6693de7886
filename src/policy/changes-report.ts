import { formatIdentity } from '../manifest/object.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import type { VerdictChanges } from './changes.ts';
import { judgedBy, Locations, resultData, resultFindings } from './report.ts';

export interface ChangesReport extends VerdictChanges {
  /** The revision that was compared with, as it was asked for. */
  readonly base: string;
  /** About policies and manifests themselves. */
  readonly findings: readonly Finding[];
  readonly objectCount: number;
  readonly policyCount: number;
}

/** What a pull request does to verdicts. What was denied before and still is, is not told. */
export function changesDocument(title: string, report: ChangesReport): Document {
  const findings = changesFindings(report);
  const { base, newlyDenied, noLongerDenied, newlyUndecided, objectCount, policyCount } = report;
  const locations = new Locations();
  const sections: Section[] = [];
  if (noLongerDenied.length > 0)
    sections.push({
      type: 'table',
      title: 'No longer denied',
      columns: ['object', 'policy', 'message'],
      rows: noLongerDenied.flatMap(({ identity, policy, failures }) =>
        failures.map(({ message = '' }) => [formatIdentity(identity), policy.name, message]),
      ),
    });
  if (findings.length > 0) sections.push({ type: 'findings', findings });
  const judged = judgedBy(objectCount, policyCount);
  return {
    title,
    summary: `${judged}, against ${base}: ${newlyDenied.length} newly denied, ${noLongerDenied.length} no longer denied, ${newlyUndecided.length} newly undecided`,
    sections,
    data: {
      version: 1,
      base,
      objects: objectCount,
      policies: policyCount,
      newlyDenied: newlyDenied.map((result) => resultData(result, locations)),
      noLongerDenied: noLongerDenied.map((result) => resultData(result, locations)),
      newlyUndecided: newlyUndecided.map((result) => resultData(result, locations)),
    },
  };
}

/** New denials are errors, what can no longer be told is unjudged. */
function changesFindings({ newlyDenied, newlyUndecided, findings }: ChangesReport): Finding[] {
  const locations = new Locations();
  return [
    ...findings,
    ...[...newlyDenied, ...newlyUndecided].flatMap((result) => resultFindings(result, locations)),
  ];
}
