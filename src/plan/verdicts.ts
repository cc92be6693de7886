import type { LoadedManifest } from '../manifest/read.ts';
import type { VerdictChanges } from '../policy/changes.ts';
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

function denials({ manifest, policy, failures }: PolicyResult): Verdict[] {
  return failures.map(({ message = 'its message is not known here' }) => ({
    manifest,
    hazard: {
      severity: 'error',
      rule: 'policy-denial',
      message: `${policy.name} newly denies it: ${message}`,
      next: 'change the object, or have it exempted from the policy',
    },
  }));
}

function doubts({ manifest, policy, undecided }: PolicyResult): Verdict[] {
  return undecided.map(({ reason }) => ({
    manifest,
    hazard: {
      severity: 'warning',
      rule: 'policy-undecided',
      message: `${policy.name} cannot be judged here any more: ${reason}`,
    },
  }));
}
