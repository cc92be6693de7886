import type { KubernetesObject } from '../../../manifest/object.ts';
import { syncOptionsOf } from '../../argocd.ts';
import { isKeptInAws } from '../aws/controllers.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
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

/** What keeps an object, or what it stands for, when it leaves git, and what happens without. */
const keepers: readonly (readonly [(object: KubernetesObject | undefined) => string | undefined, string])[] =
  [
    [
      (object) => ['Prune=false', 'Prune=confirm'].find((option) => syncOptionsOf(object).has(option)),
      'is deleted from now on when it leaves git',
    ],
    [
      (object) => (isKeptInAws(object) ? 'deletion-policy: retain' : undefined),
      'goes in AWS too from now on when it leaves git',
    ],
  ];

/** What is kept no more when it leaves git. */
export function keepingCuts({ change, before, after }: Reviewed): Hazard[] {
  if (change.kind !== 'changed') return [];
  return keepers.flatMap(([keeperOf, effect]): Hazard[] => {
    const keeper = keeperOf(before);
    if (keeper === undefined || keeperOf(after) !== undefined) return [];
    const message = `${effect}: ${keeper} is gone`;
    return [{ severity: 'warning', rule: 'protection-cut', message, path: ['metadata'] }];
  });
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
