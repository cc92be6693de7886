import { formatIdentity } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding, Location } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import { wantsCaller } from './activation.ts';
import type { FleetRulesReport } from './fleet-rules/check.ts';
import { fleetRuleData, fleetRuleSummary } from './fleet-rules/report.ts';
import type { Failure } from './judgement.ts';
import type { PolicyReport, PolicyResult, Verdict } from './results.ts';

/**
 * A report for people and for programs.
 *
 * @param fleet what fleet rules say, if there are any; its findings are among the report's
 */
export function policyDocument(title: string, report: PolicyReport, fleet?: FleetRulesReport): Document {
  const findings = policyFindings(report);
  const { objectCount, policyCount, results } = report;
  const locations = new Locations();
  const sections: Section[] = findings.length === 0 ? [] : [{ type: 'findings', findings }];
  return {
    title,
    summary: fleet === undefined ? summaryOf(report) : `${summaryOf(report)}; ${fleetRuleSummary(fleet)}`,
    sections,
    // Only programs read it, and there may be hundreds of thousands of results.
    get data() {
      return {
        version: 1,
        objects: objectCount,
        policies: policyCount,
        verdicts: countVerdicts(results),
        results: results.map((result) => resultData(result, locations)),
        ...(fleet !== undefined && { fleetRules: fleetRuleData(fleet) }),
      };
    },
  };
}

const verdicts: readonly Verdict[] = ['denied', 'undecided', 'warned', 'audited', 'allowed', 'skipped'];

function summaryOf({ objectCount, policyCount, results }: PolicyReport): string {
  const counts = countVerdicts(results);
  const told = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${verdict}`);
  const judged = judgedBy(objectCount, policyCount);
  return told.length === 0 ? `${judged}: none applies` : `${judged}: ${told.join(', ')}`;
}

/** `3 objects judged by 1 policy`. */
export function judgedBy(objectCount: number, policyCount: number): string {
  return `${counted(objectCount, 'object')} judged by ${counted(policyCount, 'policy', 'policies')}`;
}

function countVerdicts(results: readonly PolicyResult[]): Record<Verdict, number> {
  const counts = { denied: 0, undecided: 0, warned: 0, audited: 0, allowed: 0, skipped: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}

/** What is worth telling: denials are errors, warnings and audits warnings, everything undecided is unjudged. */
export function policyFindings({ results, findings }: PolicyReport): Finding[] {
  const locations = new Locations();
  return [...findings, ...results.flatMap((result) => resultFindings(result, locations))];
}

export function resultFindings(result: PolicyResult, locations: Locations): Finding[] {
  const { policy, binding, failures, ignored, undecided, verdict, identity, manifest } = result;
  if (failures.length === 0 && ignored.length === 0 && undecided.length === 0) return [];
  const by = binding === undefined ? '' : ` (binding ${binding.name})`;
  const base = {
    rule: policy.name,
    location: locations.of(manifest),
    subject: formatIdentity(identity),
  };
  const how = verdict === 'warned' ? 'a warning' : verdict === 'audited' ? 'an audit note' : '';
  return [
    ...failures.map((failure): Finding => {
      const message = failure.message ?? 'denied, with a message that is not known here';
      return how === ''
        ? { ...base, severity: 'error', message: `${message}${by}` }
        : { ...base, severity: 'warning', message: `${message}${by}; only ${how}` };
    }),
    ...ignored.map(
      (failure): Finding => ({
        ...base,
        severity: 'warning',
        message: `${failure.message ?? ''}${by}; passed over, as failurePolicy is Ignore`,
      }),
    ),
    ...undecided.map(
      ({ path, reason }): Finding => ({
        ...base,
        severity: 'unjudged',
        message: `undecided${path.length === 0 ? '' : `, ${formatPath(path)}`}: ${reason}${by}`,
        ...(wantsCaller(reason) && { next: 'say who asks: plumb policy check --as USER' }),
      }),
    ),
  ];
}

/** One entry of `results` in JSON. */
export function resultData(result: PolicyResult, locations: Locations) {
  const { identity, manifest, operation, policy, binding, param, verdict, actions, why } = result;
  return {
    object: { apiVersion: manifest.object.apiVersion, ...identity, ...locations.of(manifest) },
    operation,
    policy: policy.name,
    ...(binding !== undefined && { binding: binding.name }),
    ...(param !== '' && { param }),
    verdict,
    actions,
    ...(why !== undefined && { why }),
    failures: result.failures.map(failureData),
    ...(result.ignored.length > 0 && { ignored: result.ignored.map(failureData) }),
    ...(result.undecided.length > 0 && {
      undecided: result.undecided.map(({ path, reason }) => ({ path: formatPath(path), reason })),
    }),
    ...(Object.keys(result.auditAnnotations).length > 0 && { auditAnnotations: result.auditAnnotations }),
  };
}

function failureData({ kind, path, message, reason, code }: Failure) {
  return { kind, path: formatPath(path), ...(message !== undefined && { message }), reason, code };
}

/** A position costs a walk through the file, and many results are about one object. */
export class Locations {
  readonly #known = new Map<LoadedManifest, Location>();

  of(manifest: LoadedManifest): Location {
    let location = this.#known.get(manifest);
    if (location === undefined) {
      location = manifest.locate([]);
      this.#known.set(manifest, location);
    }
    return location;
  }
}
