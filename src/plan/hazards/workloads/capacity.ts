import { podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { formatPath, type Path } from '../../../manifest/path.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { replicated } from '../../unnoticed.ts';
import { containerPairs } from '../container-pairs.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';

/** Where kinds say how much there may be. */
const amounts: Readonly<Record<string, readonly string[]>> = {
  ResourceQuota: ['spec.hard'],
  'karpenter.sh/NodePool': ['spec.limits'],
};

/** Fewer pods, smaller pods, or less that they may take together. */
export function capacityCuts(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (before === undefined || after === undefined) return [];
  const found: Hazard[] = [];
  const compare = (path: Path, old: unknown, now: unknown): void => {
    const [was, is] = [old, now].map((amount) => quantityOf(amount)?.nano);
    if (was === undefined || is === undefined || is >= was) return;
    const message = `${formatPath(path)} is cut from ${shown(old)} to ${shown(now)}`;
    found.push({ severity: is === 0n ? 'error' : 'warning', rule: 'capacity-cut', message, path });
  };
  // Who leaves the number out gets one pod, even where a scaler is to take over.
  const [count] = replicated.has(type) ? changesOf(reviewed, 'spec.replicas') : [];
  if (count !== undefined) compare(count.path, count.before ?? 1, count.after ?? 1);
  for (const field of amounts[type] ?? []) {
    const path = field.split('.');
    const [old, now] = [fieldsOf(before, ...path), fieldsOf(after, ...path)];
    for (const name of Object.keys(old)) compare([...path, name], old[name], now[name]);
  }
  for (const { path, old, now } of resourcesOf(type, before, after)) compare(path, old, now);
  return found;
}

interface Resource {
  readonly path: Path;
  readonly old: unknown;
  readonly now: unknown;
}

/** Requests and limits of containers. */
function resourcesOf(type: string, before: KubernetesObject, after: KubernetesObject): Resource[] {
  return containerPairs(podsOf(type, before), podsOf(type, after)).flatMap(({ was, is }) =>
    ['limits', 'requests'].flatMap((kind) => {
      const [old, now] = [was, is.value].map((container) => fieldsOf(container, 'resources', kind));
      return Object.entries(now ?? {}).map(([name, amount]) => ({
        path: [...is.path, 'resources', kind, name],
        old: old?.[name],
        now: amount,
      }));
    }),
  );
}
