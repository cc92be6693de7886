import type { KubernetesObject } from '../../../manifest/object.ts';
import { syncOptionsOf } from '../../argocd.ts';
import { scaledBy } from '../../newcomers.ts';
import { isWalledByOthers } from '../exposure/network-policy.ts';
import { isTakenOver } from '../exposure/taken-over.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isLimitedByOthers } from '../workloads/limit-range.ts';
import { followsTargets } from '../workloads/targets.ts';
import { bindsNobody } from './bound-accounts.ts';
import { guardsNobody } from './guarded-pods.ts';
import { keptOutside } from './keeping.ts';
import type { Loss } from './loss.ts';
import { lossOf } from './losses.ts';
import { makersOfGone } from './made-again.ts';
import { isReplaced } from './replaced.ts';

/** What Argo CD prunes because it is no longer in git. A rename is a deletion too. */
export function deletions(reviewed: Reviewed): Hazard[] {
  const { change, before } = reviewed;
  if (change.kind !== 'removed' && change.kind !== 'renamed') return [];
  const loss = lossOf(reviewed);
  if (loss === undefined) return [];
  const old = change.kind === 'renamed' ? `${nameOf(before)}, as it was named,` : 'it';
  const kept = keptBy(reviewed);
  if (kept !== undefined) {
    const message = `${old} leaves git but stays in the cluster (${kept})`;
    return [{ severity: 'warning', rule: 'left-behind', message }];
  }
  if (isMadeUpFor(reviewed, loss)) return [];
  const outside = keptOutside(before);
  const severity = outside === undefined ? loss.severity : 'warning';
  const next = 'make sure that nothing needs it, or keep it with the sync option Prune=false';
  const message = `${old} is deleted, ${outside === undefined ? loss.what : `but ${outside}`}`;
  return [{ severity, rule: 'deletion', message, ...(severity === 'error' ? { next } : {}) }];
}

/** What needed it goes too, or something else does what it did. */
function isMadeUpFor(reviewed: Reviewed, { severity, along, role }: Loss): boolean {
  const { type, before, leavers, newcomers } = reviewed;
  return (
    leavers.go(before, along) ||
    // That the whole Namespace goes is told as the error that it is.
    (severity === 'warning' && leavers.namespaces.has(before?.metadata.namespace ?? '')) ||
    newcomers.scaled.has(scaledBy(type, before) ?? '') ||
    isTakenOver(reviewed) ||
    guardsNobody(reviewed) ||
    bindsNobody(reviewed) ||
    isReplaced(reviewed) ||
    isWalledByOthers(reviewed) ||
    makersOfGone(reviewed).length > 0 ||
    isLimitedByOthers(reviewed) ||
    (role === 'duty' && isRenamedWithin(reviewed)) ||
    followsTargets(reviewed)
  );
}

/** `namespace/name`. */
export function nameOf(object: KubernetesObject | undefined): string {
  const { namespace, name = '' } = object?.metadata ?? {};
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function keptBy({ before, isAppRemoved }: Reviewed): string | undefined {
  if (syncOptionsOf(before).has('Prune=false')) return 'Prune=false';
  if (isAppRemoved) return 'its Application goes without it';
  return undefined;
}

/** That it is gone for a moment, `recreation` tells, and what it does otherwise by its new name, the rules for that. */
function isRenamedWithin({ change, before, after }: Reviewed): boolean {
  return change.kind === 'renamed' && before?.metadata.namespace === after?.metadata.namespace;
}
