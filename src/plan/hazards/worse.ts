import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, select } from '../../manifest/select.ts';
import { shown } from '../../manifest/shown.ts';
import type { Hazard, HazardRule } from './hazard.ts';

/** Whether a value, as text, is worse than the one before; nothing is what is not there. */
type Worse = (was: string | undefined, is: string | undefined) => boolean;

/**
 * Fields, of which `a|b` are one, how they get worse, and what the object does then; nothing is worse where one of the
 * fields that stand in for it gets another value too.
 */
export type Weakening = readonly [
  fields: string,
  worse: Worse,
  rule: string,
  effect: string,
  severity?: Hazard['severity'],
  standIns?: string,
];

export const unset: Worse = (was, is) => was === 'true' && is !== 'true';
export const set: Worse = (was, is) => was !== 'true' && is === 'true';
/** Of what is true by default. */
export const denied: Worse = (was, is) => was !== 'false' && is === 'false';
export const fewer: Worse = (was, is) => Number(is) < Number(was);
export const gone: Worse = (was, is) => was !== undefined && is === undefined;
/** Of what may be one thing as well as another, so that nobody knows which is better. Each region has its own. */
export const other: Worse = (was, is) => {
  const [old, now] = [was, is].map((name) => name?.replace(/\b[a-z]{2}(?:-[a-z]+)+-\d\b/g, ''));
  return old !== undefined && now !== undefined && old !== now;
};
export const becomes = (worst: string | RegExp): Worse => {
  const isWorst = (text: string | undefined): boolean =>
    typeof worst === 'string' ? text === worst : worst.test(text ?? '');
  return (was, is) => !isWorst(was) && isWorst(is);
};
export const not =
  (best: string): Worse =>
  (was, is) =>
    was === best && is !== best;
/** Of lists of texts, as they are shown. */
export const fewerOf: Worse = (was = '[]', is = '[]') => {
  const [old, now] = [was, is].map((list) => new Set(list.match(/"[^"]*"/g))) as [Set<string>, Set<string>];
  return !old.isSubsetOf(now);
};
/** Of what is as large as its name says: `db.r6g.8xlarge`, `cache.t4g.medium`. */
export const smaller: Worse = (was, is) => sizeOf(is) < sizeOf(was);

/** Where fields are, and how to read one. */
interface Place {
  readonly at: Path;
  readonly partsOf: (field: string) => Path;
  readonly read: (object: KubernetesObject | undefined, field: string) => readonly unknown[];
}

const below = (...at: readonly string[]): Place => ({
  at,
  partsOf: (field) => field.replaceAll('[]', '.0').split('.'),
  read: (object, field) => select(object, [...at, field].join('.')).map(({ value }) => value),
});
/** Names there have dots of their own. */
const named = (...at: readonly string[]): Place => ({
  at,
  partsOf: (name) => [name],
  read: (object, name) => [fieldsOf(object, ...at)[name]],
});

const places = {
  spec: below('spec'),
  object: below(),
  annotations: named('metadata', 'annotations'),
  labels: named('metadata', 'labels'),
  data: named('data'),
  parameters: named('spec', 'parameterOverrides'),
} as const;

/** What guards less, keeps less or can do less than before, by kind. */
export function weakenings(
  tables: Readonly<Record<string, readonly Weakening[]>>,
  place: keyof typeof places = 'spec',
): HazardRule {
  const byType = new Map(Object.entries(tables));
  return ({ type, before, after }) =>
    before && after ? weakened(byType.get(type) ?? [], before, after, places[place]) : [];
}

function weakened(
  rows: readonly Weakening[],
  before: KubernetesObject,
  after: KubernetesObject,
  place: Place,
): Hazard[] {
  const valuesOf = (field: string): (string | undefined)[] =>
    [before, after].map((object) => valueOf(object, field, place));
  const comes = (field: string): boolean => {
    const [was, is] = valuesOf(field);
    return is !== undefined && is !== was;
  };
  return rows.flatMap(([fields, worse, rule, effect, severity = 'warning', standIns = '']) => {
    const isMadeUpFor = standIns.split(' ').filter(Boolean).some(comes);
    const found = fields.split(' ').flatMap((field) => {
      const [was, is] = valuesOf(field);
      if (isMadeUpFor || !worse(was, is)) return [];
      return [{ name: (field.split('|', 1)[0] ?? '').replace(/\[\]$/, ''), how: changeText(was, is) }];
    });
    return [...Map.groupBy(found, ({ how }) => how)].map(([how, alike]): Hazard => {
      const names = alike.map(({ name }) => name);
      const does = names.length === 1 ? how : how.replace(/^is\b/, 'are').replace(/^goes\b/, 'go');
      const message = `${effect}: ${names.join(', ')} ${does}`;
      return { severity, rule, message, path: [...place.at, ...place.partsOf(names[0] ?? '')] };
    });
  });
}

/** What stands for a map, whatever is in it. */
const another = 'another';

function changeText(was: string | undefined, is: string | undefined): string {
  if (is === undefined) return 'is gone';
  if (was === undefined) return is === another ? 'is new' : `is ${is}`;
  return `goes from ${was} to ${is}`;
}

/** Only of what is no text itself it does not matter which. */
function valueOf(object: KubernetesObject | undefined, field: string, { read }: Place): string | undefined {
  const value = field
    .split('|')
    .flatMap((each) => read(object, each))
    .find((each) => each !== undefined && each !== null);
  return value === undefined ? undefined : isRecord(value) ? another : shown(value);
}

/** Nothing is smaller than what nobody knows. */
function sizeOf(type = ''): number {
  const [, multiple, name = ''] = /\.(\d*)(nano|micro|small|medium|large|xlarge)$/.exec(type) ?? [];
  const rank = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'].indexOf(name);
  return rank === -1 ? Number.NaN : rank + Number(multiple || 1) - 1;
}
