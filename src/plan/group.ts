import type { Change, ObjectChange } from '../diff/change.ts';
import { formatIdentity, type ObjectIdentity } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { compareText } from '../report/sort.ts';
import type { Hazard } from './hazards/hazard.ts';
import type { Place } from './place.ts';

/** One object of one cluster that changes. */
export interface PlannedChange extends Place {
  readonly change: ObjectChange<LoadedManifest>;
  readonly hazards: readonly Hazard[];
}

/** One change, of as many objects and targets as it has. */
export interface Entry {
  readonly kind: ObjectChange<unknown>['kind'];
  readonly objects: readonly ChangedObject[];
  /** `production/us-west-2`, in order. */
  readonly targets: readonly string[];
  readonly changes: readonly Change[];
  readonly hazards: readonly Hazard[];
  /** One of the objects, for positions. */
  readonly example: ObjectChange<LoadedManifest>;
}

export interface ChangedObject {
  readonly app: string;
  readonly identity: ObjectIdentity;
}

/** A part of what becomes of one object in one target: one of its changes, or all of it where it comes or goes. */
interface Part extends PlannedChange {
  readonly parts: readonly Change[];
  /** The same for the same change, of whichever object. */
  readonly key: string;
}

/** A change that at least so many objects have in common is told apart from what else they have. */
const manyObjects = 3;

/**
 * Changes that are the same become one: first over targets, one change of an object at a time, so that a target with a
 * change of its own does not hide what it has in common with others; then over objects that change alike in the same targets.
 */
export function groupChanges(planned: readonly PlannedChange[]): Entry[] {
  const parts = planned.flatMap(partsOf);
  const single = [...Map.groupBy(parts, (part) => `${part.key} ${objectKey(part)}`).values()].map(entryOf);
  const alike = [...Map.groupBy(single, (entry) => alikeKey(entry.entry, entry.key)).values()];
  const isCommon = (group: typeof single): boolean =>
    group.length >= manyObjects && group[0]?.entry.kind === 'changed';
  const common = alike.filter(isCommon).map((group) => overObjects(group.map(({ entry }) => entry)));
  const own = alike.filter((group) => !isCommon(group)).flatMap((group) => group.map(({ entry }) => entry));
  const perObject = [...Map.groupBy([...common, ...own], placeKey).values()].map(ofOneObject);
  return [...Map.groupBy(perObject, (entry) => alikeKey(entry)).values()].map(overObjects).sort(byWeight);
}

function entryOf(parts: readonly Part[]): { readonly key: string; readonly entry: Entry } {
  const first = parts[0] as Part;
  const entry = {
    kind: first.change.kind,
    objects: [{ app: first.app, identity: first.change.identity }],
    targets: [...new Set(parts.map(({ target }) => target))].sort(),
    changes: first.parts,
    hazards: first.hazards,
    example: first.change,
  };
  return { key: first.key, entry };
}

/** A hazard goes with the change that it is about, and with the first, if any, where it is about the object. */
function partsOf(planned: PlannedChange): Part[] {
  const { change, hazards } = planned;
  const part = (changes: readonly Change[], about: readonly Hazard[]): Part => ({
    ...planned,
    parts: changes,
    hazards: about,
    key: JSON.stringify([change.kind, changes.map(signature), about.map(textOf)]),
  });
  if (change.kind !== 'changed' || change.changes.length === 0)
    return [
      part(
        change.changes.filter(({ where }) => !/^metadata\.name(space)?$/.test(where)),
        hazards,
      ),
    ];
  const owners = hazards.map(({ path = [] }) =>
    Math.max(
      0,
      change.changes.findIndex((each) => startsWith(each.path, path) || startsWith(path, each.path)),
    ),
  );
  return change.changes.map((each, index) =>
    part(
      [each],
      hazards.filter((_, position) => owners[position] === index),
    ),
  );
}

function objectKey({ app, change }: PlannedChange): string {
  return `${app} ${formatIdentity(change.identity)}`;
}

/** What makes two changes the same: not the place in a list, which can differ. */
function signature({ kind, where, before, after, embedded }: Change): unknown {
  return [kind, where, before, after, embedded ?? null];
}

function textOf({ severity, rule, message }: Hazard): string {
  return `${severity} ${rule} ${message}`;
}

function startsWith(path: Change['path'], start: Change['path']): boolean {
  return start.every((part, index) => path[index] === part);
}

/** Objects that come or go are listed by app; those that change, by what changes. */
function alikeKey({ kind, objects, targets, changes, hazards }: Entry, key?: string): string {
  const app = kind === 'changed' ? '' : objects[0]?.app;
  return JSON.stringify([kind, targets, app, key ?? [changes.map(signature), hazards.map(textOf)]]);
}

/** Which objects of which targets an entry is about. */
function placeKey({ kind, objects, targets }: Entry): string {
  return JSON.stringify([kind, objects.map(nameOf), targets]);
}

function ofOneObject(entries: readonly Entry[]): Entry {
  const first = entries[0] as Entry;
  const changes = entries.flatMap((entry) => entry.changes);
  return { ...first, changes, hazards: unique(entries.flatMap(({ hazards }) => hazards)) };
}

function overObjects(entries: readonly Entry[]): Entry {
  const first = entries[0] as Entry;
  const objects = entries.flatMap((entry) => entry.objects);
  return { ...first, objects: objects.sort((a, b) => compareText(nameOf(a), nameOf(b))) };
}

function unique(hazards: readonly Hazard[]): Hazard[] {
  return [...new Map(hazards.map((hazard) => [textOf(hazard), hazard])).values()];
}

/** The worst hazards first; without any, what goes, changes and comes. */
function byWeight(a: Entry, b: Entry): number {
  return weight(a) - weight(b) || compareText(firstName(a), firstName(b));
}

function weight({ kind, hazards, changes }: Entry): number {
  if (hazards.some(({ severity }) => severity === 'error')) return 0;
  if (hazards.length > 0) return 1;
  if (kind === 'removed' || kind === 'renamed') return 2;
  if (kind === 'added') return 4;
  return changes.every((change) => change.kind === 'moved') ? 5 : 3;
}

function firstName({ objects, targets, changes }: Entry): string {
  const [object] = objects;
  return `${object === undefined ? '' : nameOf(object)} ${targets.join(' ')} ${changes[0]?.where ?? ''}`;
}

function nameOf({ app, identity }: ChangedObject): string {
  return `${app} ${formatIdentity(identity)}`;
}
