import { formatIdentity, groupOf, typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import { countsOf, objectDriftOf, unjudgedPartOf } from './data.ts';
import type { Drift, Verdict } from './drift.ts';
import { objectFindings, unjudgedFinding } from './findings.ts';
import { results } from './run.ts';

type Judged = Drift<LoadedManifest>;

/**
 * What comparing dumps has shown.
 *
 * @param unread what reading manifests and dumps told
 */
export function driftDocument(title: string, drift: Judged, unread: readonly Finding[]): Document {
  const findings = [...unread, ...driftFindings(drift)];
  const sections: Section[] = findings.length === 0 ? [] : [{ type: 'findings', findings }];
  return { title, summary: summaryOf(drift), sections, data: driftData(drift) };
}

function summaryOf(drift: Judged): string {
  const counts = countsOf(drift.verdicts);
  const objects = new Set(
    [...drift.verdicts, ...drift.unjudged].map(({ identity }) => formatIdentity(identity)),
  );
  const parts = results.filter((result) => counts[result] > 0).map((result) => `${counts[result]} ${result}`);
  if (drift.unjudged.length > 0) parts.push(`${drift.unjudged.length} not or not wholly judged`);
  return `${counted(objects.size, 'object')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function driftFindings(drift: Judged): Finding[] {
  return [
    ...drift.unjudged.map((each) => unjudgedFinding(unjudgedPartOf(each), each.desired.locate([]))),
    ...drift.verdicts.flatMap((verdict) => {
      const findings = isClean(verdict) ? [] : objectFindings(dataOf(verdict));
      return verdict.result === 'missing' ? findings.map((each) => hinted(each, verdict, drift)) : findings;
    }),
  ];
}

/** A dump may lack kinds that the cluster has. */
function hinted(finding: Finding, { desired }: { readonly desired: LoadedManifest }, drift: Judged): Finding {
  const { apiVersion, kind } = desired.object;
  if (!drift.absentKinds.has(typeOf(groupOf(apiVersion), kind))) return finding;
  return { ...finding, next: `if the cluster has any ${kind}, the dump leaves them out: dump them too` };
}

function driftData(drift: Judged): unknown {
  return {
    version: 1,
    counts: countsOf(drift.verdicts),
    objects: drift.verdicts.flatMap((verdict) => (isClean(verdict) ? [] : [dataOf(verdict)])),
    unjudged: drift.unjudged.map((each) => ({
      ...unjudgedPartOf(each),
      ...('liveVersion' in each && { liveVersion: each.liveVersion }),
    })),
  };
}

type NotClean = Exclude<Verdict<LoadedManifest>, { result: 'clean' }>;

function isClean(verdict: Verdict<LoadedManifest>): verdict is Exclude<Verdict<LoadedManifest>, NotClean> {
  return verdict.result === 'clean';
}

function dataOf(verdict: NotClean) {
  // Dumps do not tell which Application is whose, nor whether a kind without objects is there.
  return objectDriftOf(
    verdict,
    () => '',
    () => false,
  );
}
