import type { KubernetesObject } from '../../manifest/object.ts';
import { syncOptionsOf } from '../argocd.ts';
import { isKeptInAws } from './aws.ts';
import type { Hazard, Reviewed } from './hazard.ts';
import { type Loss, lossOf } from './losses.ts';

/** What AWS Controllers for Kubernetes leave in AWS when told to. */
const retained: Loss = ['warning', 'but stays in AWS (deletion-policy: retain)'];

/** What Argo CD prunes because it is no longer in git. A rename is a deletion too. */
export function deletions(reviewed: Reviewed): Hazard[] {
  const { type, change, before } = reviewed;
  if (change.kind !== 'removed' && change.kind !== 'renamed') return [];
  const loss = lossOf(type, before);
  if (loss === undefined) return [];
  const [severity, what] = isKeptInAws(before) ? retained : loss;
  const old = change.kind === 'renamed' ? `${nameOf(before)}, as it was named,` : 'it';
  const kept = keptBy(reviewed);
  if (kept !== undefined) {
    const message = `${old} leaves git but stays in the cluster (${kept})`;
    return [{ severity: 'warning', rule: 'left-behind', message }];
  }
  const next = 'make sure that nothing needs it, or keep it with the sync option Prune=false';
  const message = `${old} is deleted, ${what}`;
  return [{ severity, rule: 'deletion', message, ...(severity === 'error' ? { next } : {}) }];
}

/** What kept an object, or what it stands for, when it leaves git, and does so no more. */
export function keepingCuts({ change, before, after }: Reviewed): Hazard[] {
  if (change.kind !== 'changed') return [];
  const isKept = (object: typeof before): boolean =>
    /\bPrune=(?:false|confirm)\b/.test([...syncOptionsOf(object)].join());
  const keeping: [typeof isKept, string][] = [
    [isKept, 'is deleted from now on when it leaves git: Prune=false is gone'],
    [isKeptInAws, 'goes in AWS too from now on when it leaves git: deletion-policy: retain is gone'],
  ];
  return keeping
    .filter(([keeps]) => keeps(before) && !keeps(after))
    .map(([, message]) => ({ severity: 'warning', rule: 'protection-cut', message, path: ['metadata'] }));
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
