import type { LoadedManifest } from '../manifest/read.ts';
import type { VerdictChanges } from '../policy/changes.ts';
import type { Failure } from '../policy/judgement.ts';
import type { PolicyResult } from '../policy/results.ts';
import type { Hazard } from './hazards/hazard.ts';

/** What is said of manifests by whoever judges them, beside what the plan sees itself. */
export type Verdicts = ReadonlyMap<LoadedManifest, readonly Hazard[]>;

/** What policies newly say of manifests. What they say no more is good news, and no hazard. */
export function verdictsOf({ newlyDenied, newlyUndecided }: VerdictChanges): Verdicts {
  const hazards = [...newlyDenied.flatMap(denials), ...newlyUndecided.flatMap(doubts)];
  const byManifest = Map.groupBy(hazards, ({ manifest }) => manifest);
  return new Map([...byManifest].map(([manifest, found]) => [manifest, found.map(({ hazard }) => hazard)]));
}

interface Verdict {
  readonly manifest: LoadedManifest;
  readonly hazard: Hazard;
}

/** What is said of a Secret may quote it, unless its policy says it of everything: by a `messageExpression`, or in an error. */
const hidden = 'why is not shown of a Secret';

function isQuotable({ identity, policy }: PolicyResult, { kind, path }: Failure): boolean {
  if (identity.kind !== 'Secret' || kind === 'configuration') return true;
  const validation = policy.validations[Number(path.at(-1))];
  return kind === 'denied' && validation !== undefined && validation.messageExpression === undefined;
}

function denials(result: PolicyResult): Verdict[] {
  const { manifest, policy, failures } = result;
  const messageOf = (failure: Failure): string =>
    isQuotable(result, failure) ? (failure.message ?? 'its message is not known here') : hidden;
  return failures.map((failure) => ({
    manifest,
    hazard: {
      severity: 'error',
      rule: 'policy-denial',
      message: `${policy.name} newly denies it: ${messageOf(failure)}`,
      next: 'change the object, or have it exempted from the policy',
    },
  }));
}

function doubts({ manifest, identity, policy, undecided }: PolicyResult): Verdict[] {
  return undecided.map(({ reason }) => ({
    manifest,
    hazard: {
      severity: 'warning',
      rule: 'policy-undecided',
      message: `${policy.name} cannot be judged here any more: ${identity.kind === 'Secret' ? hidden : reason}`,
    },
  }));
}
