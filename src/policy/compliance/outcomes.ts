/**
 * What share of what is judged complies with the controls that policies serve.
 *
 *     outcomes.ts     results of policies and fleet rules → one outcome for each subject
 *     compliance.ts   outcomes → counts by cluster and control
 *     report.ts       counts for people and programs
 */
import { formatIdentity, identityOf } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { FleetRuleResult } from '../fleet-rules/check.ts';
import type { Policy } from '../policies.ts';
import type { PolicyResult, Verdict } from '../results.ts';

export interface ControlOutcome {
  /** `production/us-west-2`; `production` for what is judged of an environment as a whole; empty where nothing tells. */
  readonly over: string;
  readonly controls: readonly string[];
  /** An object, or what a fleet rule judges. */
  readonly subject: string;
  readonly outcome: Outcome;
}

export type Outcome = 'compliant' | 'exempt' | 'undecided' | 'violated';

/** A Warn or an Audit is no denial, but no compliance either. */
const outcomes: Readonly<Record<Exclude<Verdict, 'skipped'>, Outcome>> = {
  allowed: 'compliant',
  audited: 'violated',
  denied: 'violated',
  undecided: 'undecided',
  warned: 'violated',
};

/** Without what no policy has an opinion of. */
export function policyOutcomes(
  results: readonly PolicyResult[],
  clusterOf: (manifest: LoadedManifest) => string,
): ControlOutcome[] {
  const controls = new Map<Policy, readonly string[]>();
  return results.flatMap((result): ControlOutcome[] => {
    const outcome = outcomeOf(result);
    if (outcome === undefined) return [];
    const { manifest, identity, policy } = result;
    let served = controls.get(policy);
    if (served === undefined) controls.set(policy, (served = controlsOf(policy)));
    return [{ over: clusterOf(manifest), controls: served, subject: formatIdentity(identity), outcome }];
  });
}

function outcomeOf({ verdict, skippedBy }: PolicyResult): Outcome | undefined {
  if (verdict !== 'skipped') return outcomes[verdict];
  return skippedBy?.startsWith('exempt-') === true ? 'exempt' : undefined;
}

const annotation = 'plumbline.dev/controls';

/** Of other people's policies, which name none, the policy is its own control. */
function controlsOf({ name, manifest }: Policy): readonly string[] {
  const named = manifest.object.metadata.annotations?.[annotation] ?? '';
  const controls = named.split(',').map((control) => control.trim());
  return controls.some((control) => control !== '') ? controls.filter((control) => control !== '') : [name];
}

/** A rule judges its cluster or environment; what it finds there are violations of objects. */
export function fleetOutcomes(results: readonly FleetRuleResult[]): ControlOutcome[] {
  return results.flatMap(({ rule, over, controls, violations, exempted }): ControlOutcome[] => {
    const of = (subject: string, outcome: Outcome): ControlOutcome => ({ over, controls, subject, outcome });
    const nameOf = ({ object }: (typeof violations)[number]): string =>
      formatIdentity(identityOf(object.manifest.object));
    return [
      ...(violations.length === 0 ? [of(`${rule} of ${over}`, 'compliant')] : []),
      ...violations.map((violation) => of(nameOf(violation), 'violated')),
      ...exempted.map(({ violation }) => of(nameOf(violation), 'exempt')),
    ];
  });
}
