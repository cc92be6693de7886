import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
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

/** What new pods and claims of a namespace must keep to, or get if they say nothing. Those of a new one know it from the start. */
export function limitRangeChanges({ type, before, after, newcomers }: Reviewed): Hazard[] {
  if (type !== 'LimitRange' || after === undefined) return [];
  if (newcomers.namespaces.has(after.metadata.namespace ?? '')) return [];
  const [old, now] = [before, after].map(limitsOf) as [Limits, Limits];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((limited) =>
    bounds.flatMap((bound) => changesOf(bound, limited, old.get(limited) ?? {}, now.get(limited) ?? {})),
  );
}

type Limits = ReadonlyMap<string, Fields>;

/** By type. */
function limitsOf(range: KubernetesObject | undefined): Limits {
  return new Map(selectMaps(range, 'spec.limits[]').map(({ value }) => [textOf(value, 'type') ?? '', value]));
}

function changesOf(bound: Bound, type: string, before: Fields, after: Fields): Hazard[] {
  const { field, direction, rule, effect, lost } = bound;
  const [old, now] = [fieldsOf(before, field), fieldsOf(after, field)];
  const tell = (what: string, message: string): Hazard => ({
    severity: 'warning',
    rule: what,
    message,
    path: ['spec', 'limits'],
  });
  // Kubernetes 1.34, `SetDefaults_LimitRangeItem`: what is the most is the default too.
  const known = new Map(Object.entries(field === 'default' ? { ...fieldsOf(before, 'max'), ...old } : old));
  const kept = { ...fieldsOf(after, 'max'), ...now };
  const stricter = Object.entries(now)
    .filter(([name, amount]) => isBeyond(known.get(name), amount, direction))
    .map(
      ([name, amount]) =>
        `${name} ${shown(amount)}${known.has(name) ? ` (not ${shown(known.get(name))})` : ''}`,
    );
  const gone = Object.keys(old).filter((name) => !Object.hasOwn(kept, name));
  return [
    ...(stricter.length > 0 ? [tell(rule, effect(type, stricter.join(', ')))] : []),
    ...(lost !== undefined && gone.length > 0 ? [tell('limit-removal', lost(type, gone.join(', ')))] : []),
  ];
}

function isBeyond(old: unknown, now: unknown, direction: -1 | 1): boolean {
  const [was, is] = [old, now].map((amount) => quantityOf(amount)?.nano);
  if (is === undefined) return false;
  return was === undefined || (direction === 1 ? is > was : is < was);
}
