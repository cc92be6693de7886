import { driftOf, type Verdict } from '../../drift/drift.ts';
import { isHook } from '../../drift/hook.ts';
import { loadFacts } from '../../kubernetes/load.ts';
import { formatIdentity } from '../../manifest/object.ts';
import type { Finding } from '../../report/finding.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';

/** What is not as git says in the end. What Argo CD has not done is told of its Application. */
export function leftoverFindings(move: Move): Finding[] {
  const facts = loadFacts();
  const done = new Set(move.states.filter(({ isDone }) => isDone).map(({ name }) => name));
  const clusters = [...new Set(move.to.map(({ cluster }) => cluster))];
  return clusters.flatMap((cluster) => {
    const desired = move.to.filter(
      (each) => each.cluster === cluster && done.has(each.application) && !isHook(each.object),
    );
    const live = move.after.filter((seen) => seen.cluster === cluster).map(({ object }) => object);
    return driftOf(desired, live, facts).verdicts.flatMap((verdict) => {
      const finding = findingOf(verdict, move.direction);
      const subject = `${cluster} ${formatIdentity(verdict.identity)}`;
      return finding === undefined ? [] : [{ ...finding, subject }];
    });
  });
}

function findingOf(verdict: Verdict<Desired>, direction: Move['direction']): Finding | undefined {
  const rule = direction === 'back' ? 'rollback-not-clean' : 'drift-left';
  const next = 'see who else owns it, with plumb drift';
  switch (verdict.result) {
    case 'clean':
    case 'orphaned':
      return undefined;
    case 'missing':
      return { severity: 'error', rule, message: 'Argo CD calls it Synced, and it is not there', next };
    case 'drifted':
    case 'stale': {
      const fields = verdict.fields.map(({ change }) => change.where).join(', ');
      const mark = verdict.mark === undefined ? '' : ` (${verdict.mark})`;
      return { severity: 'error', rule, message: `is not as git says${mark}: ${fields}`, next };
    }
  }
}
