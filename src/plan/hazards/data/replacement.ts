import { isHook } from '../../../manifest/hook.ts';
import { annotationOf, isForceReplaced, syncOptionsOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { lossOf } from './losses.ts';

const next = 'give what is new another name, and let what is there be until nothing needs it';

/** What Argo CD newly deletes though it stays in git. */
export function replacements(reviewed: Reviewed): Hazard[] {
  const { change, before, after } = reviewed;
  if (change.kind !== 'changed') return [];
  const loss = lossOf(reviewed);
  // What it does is not done for a moment only; what is in it is gone.
  const what = loss?.role === 'content' ? `, ${loss.what}` : '';
  const severity = what === '' ? 'warning' : (loss?.severity ?? 'warning');
  const tell = (message: string): Hazard[] => [
    {
      severity,
      rule: 'recreation',
      message,
      ...(severity === 'error' ? { next } : {}),
      path: ['metadata', 'annotations'],
    },
  ];
  if (isHook(after) && !isHook(before)) return becomesHook(reviewed, what).flatMap(tell);
  const isNew = isForceReplaced(before, after) && !isForceReplaced(before, before);
  return isNew && what !== ''
    ? tell(`is newly replaced by force (Force=true, Replace=true): it is deleted${what}, and created again`)
    : [];
}

/**
 * What is a hook is no object of its Application, so that the one that is there is pruned; a hook without a policy is also
 * deleted before it is created. gitops-engine of Argo CD 3.5, `pkg/sync/reconcile.go`, `pkg/sync/hook/delete_policy.go`.
 */
function becomesHook({ before, after }: Reviewed, what: string): string[] {
  if (annotationOf(after, 'argocd.argoproj.io/hook') !== 'Skip')
    return [`is a hook from now on: the object that is there is deleted${what}, and created again in a sync`];
  return syncOptionsOf(before).has('Prune=false')
    ? []
    : [`is no longer synced (hook: Skip): the object that is there is deleted${what}`];
}
