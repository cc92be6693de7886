import { rememberingEach } from '../../../manifest/remember.ts';
import type { ObjectsByType } from '../../by-type.ts';
import { qualifiedName } from '../../leavers.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { type Holder, holders } from './holders.ts';
import { keysRead, type Need } from './keys-read.ts';
import { secretsNamed } from './secrets-named.ts';

/**
 * Keys that go, with what pods read by them. Whether objects that do not change read them cannot be seen here: of a Secret,
 * which has little that nobody reads, it is told all the same, unless something of the change did, and no longer does or can
 * do without.
 */
export function lostKeys(reviewed: Reviewed): Hazard[] {
  const { type, change, before, after, newcomers } = reviewed;
  const holder = holders.get(type);
  if (holder === undefined || before === undefined || after === undefined) return [];
  const { kind, nameOf } = holder;
  const tell = (severity: Hazard['severity'], what: string, effect: string): Hazard => ({
    severity,
    rule: 'deletion',
    message: `${what}: ${effect}`,
    path: type.includes('/') ? ['spec'] : ['data'],
  });
  const [was = '', is = ''] = [nameOf(before), nameOf(after)];
  // By a new name, only what comes or changes can read it; that the old one goes is told with what is lost.
  const isNew =
    change.kind === 'renamed' && (was !== is || before.metadata.namespace !== after.metadata.namespace);
  if (was !== is && !isNew)
    return isForsaken(reviewed, was) || makersOf(reviewed, kind, was).length > 0
      ? []
      : [tell('warning', `it makes the Secret ${is}, no longer ${was}`, 'what still reads that one fails')];
  const lost = lostOf(reviewed, holder, is);
  if (lost.length === 0) return [];
  const read = keysRead(newcomers.objects);
  const needOf = (key: string): Need | undefined =>
    read.get(`${kind} ${after.metadata.namespace}/${is} ${key}`);
  const neededFor = (need: Need): string[] => lost.filter((key) => needOf(key) === need);
  const others = lost.filter(
    (key) =>
      kind === 'Secret' &&
      !isNew &&
      needOf(key) === undefined &&
      !isForsaken(reviewed, is) &&
      !isForsaken(reviewed, `${is} ${key}`),
  );
  const gone = (severity: Hazard['severity'], keys: readonly string[], effect: string): Hazard[] =>
    keys.length === 0 ? [] : [tell(severity, `the ${kind} ${is} no longer has ${keys.join(', ')}`, effect)];
  return [
    ...gone('error', neededFor('their start'), 'pods that read it do not start'),
    ...gone(
      'error',
      neededFor('their file'),
      'pods that mount it alone find a folder there, or do not start',
    ),
    ...gone('warning', others, 'what still reads it fails'),
  ];
}

/** Keys that neither the object nor another one that comes or changes gives what it makes any more. */
function lostOf(reviewed: Reviewed, { kind, keysOf }: Holder, name: string): string[] {
  const { before, after } = reviewed;
  const old = before && keysOf(before);
  let now = after && keysOf(after);
  for (const other of makersOf(reviewed, kind, name)) now = now && other && now.union(other);
  return old === undefined || now === undefined ? [] : [...old.difference(now)];
}

/** The keys of what else comes or changes and makes the same; nothing for those of which nobody knows. */
function makersOf(
  { after, newcomers }: Reviewed,
  kind: string,
  name: string,
): (ReadonlySet<string> | undefined)[] {
  const makers = makersIn(newcomers.objects).get(madeBy(kind, after?.metadata.namespace, name)) ?? [];
  return makers.filter(({ object }) => object !== after).map(({ object, keysOf }) => keysOf(object));
}

/** What makes ConfigMaps and Secrets, by what it makes (`madeBy`). All objects of a change ask the same. */
export const makersIn = rememberingEach((objects: ObjectsByType) =>
  Map.groupBy(
    [...holders].flatMap(([type, holder]) =>
      (objects.get(type) ?? []).map((object) => ({
        object,
        keysOf: holder.keysOf,
        made: madeBy(holder.kind, object.metadata.namespace, holder.nameOf(object)),
      })),
    ),
    ({ made }) => made,
  ),
);

export function madeBy(kind: string, namespace: string | undefined, name = ''): string {
  return `${kind} ${qualifiedName(namespace, name)}`;
}

/** Whether objects named a Secret, or a key of it (`database password`), and none that comes or changes does any more. */
function isForsaken({ before, leavers, newcomers }: Reviewed, what: string): boolean {
  const names = [before?.metadata.namespace, undefined].map((namespace) => qualifiedName(namespace, what));
  const [was, is] = [leavers.formerly, newcomers.objects].map(secretsNamed) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  return names.some((name) => was.has(name)) && !names.some((name) => is.has(name));
}
