import { podsOf } from '../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { formatPath, type Path } from '../../manifest/path.ts';
import { parseQuantity } from '../../manifest/quantity.ts';
import { fieldsOf, textOf } from '../../manifest/select.ts';
import type { Hazard, Reviewed } from './hazard.ts';

/** Where kinds say how much there may be. */
const amounts: Readonly<Record<string, readonly string[]>> = {
  ResourceQuota: ['spec.hard'],
  'karpenter.sh/NodePool': ['spec.limits'],
};

const replicas = new Set(['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout']);

/** Fewer pods, smaller pods, or less that they may take together. */
export function capacityCuts({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const found: Hazard[] = [];
  const compare = (path: Path, old: unknown, now: unknown): void => {
    const [was, is] = [amountOf(old), amountOf(now)];
    if (was === undefined || is === undefined || is >= was) return;
    const message = `${formatPath(path)} is cut from ${String(old)} to ${String(now)}`;
    found.push({ severity: is === 0n ? 'error' : 'warning', rule: 'capacity-cut', message, path });
  };
  if (replicas.has(type))
    compare(['spec', 'replicas'], fieldsOf(before, 'spec')['replicas'], fieldsOf(after, 'spec')['replicas']);
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

/** Requests and limits of containers of one name. */
function resourcesOf(type: string, before: KubernetesObject, after: KubernetesObject): Resource[] {
  const old = new Map(podsOf(type, before)?.containers.map(({ value }) => [textOf(value, 'name'), value]));
  return (podsOf(type, after)?.containers ?? []).flatMap(({ value, path }) =>
    ['limits', 'requests'].flatMap((kind) => {
      const was = fieldsOf(old.get(textOf(value, 'name')), 'resources', kind);
      const is = fieldsOf(value, 'resources', kind);
      return Object.keys(is).map((name) => ({
        path: [...path, 'resources', kind, name],
        old: was[name],
        now: is[name],
      }));
    }),
  );
}

function amountOf(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value)?.nano : undefined;
}
