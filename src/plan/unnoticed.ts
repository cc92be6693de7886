import { isDeepStrictEqual } from 'node:util';
import type { Change, ObjectChange } from '../diff/change.ts';
import type { ObjectComparer } from '../diff/normal.ts';
import { unknownShape } from '../diff/shape.ts';
import { changesBetween } from '../diff/walk.ts';
import { podsOf } from '../kubernetes/pods.ts';
import { formatPath, type Path } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { fieldsOf } from '../manifest/select.ts';

/** Kinds whose number of pods a scaler may set. */
export const replicated: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'argoproj.io/Rollout',
]);

/**
 * What the cluster does though both objects mean the same: who applies `replicas`, be it the default, takes it from the
 * scaler that set it; and a pod template in another order is another template, so that all pods start anew. Server-side
 * apply takes over the order of what is applied (structured-merge-diff, `typed/merge.go`).
 *
 * @param type of the object, `apps/Deployment`
 */
export function unnoticedChanges(
  type: string,
  { kind, before, after, changes }: ObjectChange<LoadedManifest>,
  comparer: ObjectComparer,
): Change[] {
  if (kind !== 'changed' || before === undefined || after === undefined) return [];
  const isTold = (path: Path): boolean =>
    changes.some((change) => path.every((part, index) => change.path[index] === part));
  const found: Change[] = [];
  const path = ['spec', 'replicas'];
  const [was, is] = [before, after].map(({ object }) => fieldsOf(object, 'spec')['replicas'] ?? undefined);
  if (replicated.has(type) && was === undefined && typeof is === 'number' && !isTold(path))
    found.push({ kind: 'added', path, basePath: path, where: formatPath(path), after: is });
  const template = podsOf(type, after.object)?.specPath.slice(0, -1).map(String) ?? [];
  const isSame = (): boolean => {
    const [old, now] = [before, after].map(({ object }) => fieldsOf(object, ...template));
    return isDeepStrictEqual(old, now);
  };
  if (template.length > 0 && !isTold(template) && !isSame()) {
    const [old, now] = [before, after].map(({ object }) => fieldsOf(comparer.normal(object), ...template));
    const moved = changesBetween(old, now, unknownShape).filter((change) => change.kind === 'moved');
    found.push(
      ...moved.map((change) => ({
        ...change,
        path: [...template, ...change.path],
        basePath: [...template, ...change.basePath],
        where: `${formatPath(template)}.${change.where}`,
      })),
    );
  }
  return found;
}
