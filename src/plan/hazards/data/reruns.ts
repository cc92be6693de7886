import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const ttl = 'ttlSecondsAfterFinished';

/** Jobs that are deleted by themselves, so that Argo CD, for which they are missing then, makes them again. Hooks it does not. */
export function reruns({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'batch/Job' || after === undefined) return [];
  const [was, is] = [before, after].map((job) => fieldsOf(job, 'spec')[ttl]);
  const isHook = ['argocd.argoproj.io/hook', 'helm.sh/hook'].some(
    (name) => annotationOf(after, name) !== undefined,
  );
  if (isHook || is === undefined || is === null || (was !== undefined && was !== null)) return [];
  const message = `is deleted ${shown(is)} s after it has ended (${ttl}): with selfHeal, it is made and runs again and again`;
  return [{ severity: 'warning', rule: 'recreation', message, path: ['spec', ttl] }];
}
