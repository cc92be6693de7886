import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { ObjectsByType } from '../../by-type.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** A bound of a LimitRange, and what it does to a `Container`, a `Pod` or a claim where it gets stricter. */
interface Bound {
  readonly field: string;
  /** -1 where less is stricter, 1 where more is. */
  readonly direction: -1 | 1;
  readonly rule: string;
  readonly effect: (type: string, amounts: string) => string;
  /** What it limits no more when it goes. Default: that is no loss. */
  readonly lost?: (type: string, names: string) => string;
}

const bounds: readonly Bound[] = [
  {
    field: 'max',
    direction: -1,
    rule: 'quota',
    effect: (type, amounts) => `limits a ${type} to ${amounts}: what asks for more is refused`,
    lost: (type, names) => `no longer limits ${names} of a ${type}`,
  },
  {
    field: 'min',
    direction: 1,
    rule: 'quota',
    effect: (type, amounts) => `takes no ${type} below ${amounts}: what asks for less is refused`,
  },
  {
    field: 'maxLimitRequestRatio',
    direction: -1,
    rule: 'quota',
    effect: (type, amounts) =>
      `lets limits of a ${type} be at most ${amounts} times its requests: others are refused`,
  },
  {
    field: 'default',
    direction: -1,
    rule: 'capacity-cut',
    effect: (type, amounts) => `limits a ${type} that names no limit to ${amounts}`,
    lost: (type, names) => `no longer limits ${names} of a ${type} that names no limit`,
  },
];

/**
 * What new pods and claims of a namespace must keep to, or get if they say nothing. Those of a new one know it from the
 * start. What one LimitRange asks, others of the change may have asked before, or ask from now on.
 */
export function limitRangeChanges({ type, before, after, newcomers, leavers }: Reviewed): Hazard[] {
  if (type !== 'LimitRange' || after === undefined) return [];
  const { namespace } = after.metadata;
  if (newcomers.namespaces.has(namespace ?? '')) return [];
  const were = [before, ...rangesOf(namespace, leavers.formerly)];
  const are = [after, ...rangesOf(namespace, newcomers.objects)];
  return typesIn([before, after]).flatMap((limited) => {
    const [old, now] = [limitsOf([before], limited), limitsOf([after], limited)];
    const [known, kept] = [limitsOf(were, limited), limitsOf(are, limited)];
    return bounds.flatMap((bound) => [
      ...stricter(bound, limited, known, now),
      ...lost(bound, limited, old, kept),
    ]);
  });
}

/** Whether all that a LimitRange limits, others that come or change do too. */
export function isLimitedByOthers({ type, before, newcomers }: Reviewed): boolean {
  if (type !== 'LimitRange') return false;
  const others = rangesOf(before?.metadata.namespace, newcomers.objects);
  return typesIn([before]).every((limited) => {
    const [old, kept] = [limitsOf([before], limited), limitsOf(others, limited)];
    return kept.length > 0 && bounds.every((bound) => lost(bound, limited, old, kept).length === 0);
  });
}

type Ranges = readonly (KubernetesObject | undefined)[];

function rangesOf(namespace: string | undefined, objects: ObjectsByType): readonly KubernetesObject[] {
  return (objects.get('LimitRange') ?? []).filter(({ metadata }) => metadata.namespace === namespace);
}

function typesIn(ranges: Ranges): string[] {
  return [...new Set(ranges.flatMap(allOf).map(typeOf))];
}

function limitsOf(ranges: Ranges, type: string): Fields[] {
  return ranges.flatMap(allOf).filter((limit) => typeOf(limit) === type);
}

function allOf(range: KubernetesObject | undefined): Fields[] {
  return selectMaps(range, 'spec.limits[]').map(({ value }) => value);
}

function typeOf(limit: Fields): string {
  return textOf(limit, 'type') ?? '';
}

function stricter(bound: Bound, type: string, before: readonly Fields[], now: readonly Fields[]): Hazard[] {
  const { field, direction, rule, effect } = bound;
  const known = new Map<string, unknown>();
  for (const [name, amount] of before.flatMap((limit) => Object.entries(withDefaults(limit, field))))
    if (!known.has(name) || isBeyond(known.get(name), amount, direction)) known.set(name, amount);
  const amounts = now
    .flatMap((limit) => Object.entries(fieldsOf(limit, field)))
    .filter(([name, amount]) => isBeyond(known.get(name), amount, direction))
    .map(
      ([name, amount]) =>
        `${name} ${shown(amount)}${known.has(name) ? ` (not ${shown(known.get(name))})` : ''}`,
    );
  return amounts.length === 0 ? [] : [warning(rule, effect(type, amounts.join(', ')))];
}

function lost(bound: Bound, type: string, old: readonly Fields[], after: readonly Fields[]): Hazard[] {
  const { field, lost: effect } = bound;
  const kept = new Set(
    after.flatMap((limit) => Object.keys({ ...fieldsOf(limit, 'max'), ...fieldsOf(limit, field) })),
  );
  const gone = new Set(old.flatMap((limit) => Object.keys(fieldsOf(limit, field)))).difference(kept);
  if (effect === undefined || gone.size === 0) return [];
  return [warning('limit-removal', effect(type, [...gone].join(', ')))];
}

/** Kubernetes 1.34, `SetDefaults_LimitRangeItem`: what is the most is the default too. */
function withDefaults(limit: Fields, field: string): Fields {
  return field === 'default'
    ? { ...fieldsOf(limit, 'max'), ...fieldsOf(limit, field) }
    : fieldsOf(limit, field);
}

function warning(rule: string, message: string): Hazard {
  return { severity: 'warning', rule, message, path: ['spec', 'limits'] };
}

function isBeyond(old: unknown, now: unknown, direction: -1 | 1): boolean {
  const [was, is] = [old, now].map((amount) => quantityOf(amount)?.nano);
  if (is === undefined) return false;
  return was === undefined || (direction === 1 ? is > was : is < was);
}
