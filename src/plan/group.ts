import type { Change, ObjectChange } from '../diff/change.ts';
import { formatIdentity, type ObjectIdentity } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Hazard } from './hazards/hazard.ts';

/** One object of one cluster that changes. */
export interface PlannedChange {
  readonly change: ObjectChange<LoadedManifest>;
  /** `production/us-west-2`; empty for manifests that are of no rendered fleet. */
  readonly target: string;
  /** The folder of the app in the target; empty as above. */
  readonly app: string;
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
  readonly key: string;
}

/**
 * Changes that are the same become one: first over targets, one change of an object at a time, so that a target with a
 * change of its own does not hide what it has in common with others; then over objects that change alike in the same targets.
 */
export function groupChanges(planned: readonly PlannedChange[]): Entry[] {
  const overTargets = [...Map.groupBy(planned.flatMap(partsOf), ({ key }) => key).values()].map((parts) => ({
    first: parts[0] as Part,
    targets: [...new Set(parts.map(({ target }) => target))].sort(),
  }));
  const perObject = Map.groupBy(overTargets, ({ first, targets }) =>
    JSON.stringify([objectKey(first), first.change.kind, targets]),
  );
  const entries = [...perObject.values()].map((group): Entry => {
    const { first, targets } = group[0] as (typeof group)[number];
    return {
      kind: first.change.kind,
      objects: [{ app: first.app, identity: first.change.identity }],
      targets,
      changes: group.flatMap((each) => each.first.parts),
      hazards: unique(group.flatMap((each) => each.first.hazards)),
      example: first.change,
    };
  });
  return [...Map.groupBy(entries, alikeKey).values()].map(merged).sort(byWeight);
}

/** A hazard goes with the change that it is about, and with the first where it is about the object. */
function partsOf(planned: PlannedChange): Part[] {
  const { change, hazards } = planned;
  const whole = [objectKey(planned), change.kind];
  if (change.kind !== 'changed') {
    const parts = change.changes.filter(({ where }) => !where.startsWith('metadata.name'));
    return [{ ...planned, parts, key: JSON.stringify([whole, parts.map(signature), hazards]) }];
  }
  const owners = hazards.map(({ path = [] }) => {
    const index = change.changes.findIndex(
      (each) => startsWith(each.path, path) || startsWith(path, each.path),
    );
    return Math.max(0, index);
  });
  return change.changes.map((each, index) => {
    const own = hazards.filter((_, position) => owners[position] === index);
    return {
      ...planned,
      hazards: own,
      parts: [each],
      key: JSON.stringify([whole, signature(each), own.map(textOf)]),
    };
  });
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
function alikeKey({ kind, objects, targets, changes, hazards }: Entry): string {
  const app = kind === 'changed' ? '' : objects[0]?.app;
  const type = kind === 'changed' && hazards.length === 0 ? '' : objects[0]?.identity.kind;
  return JSON.stringify([kind, targets, app, type, changes.map(signature), hazards.map(textOf)]);
}

function merged(group: readonly Entry[]): Entry {
  const first = group[0] as Entry;
  const objects = group.flatMap((entry) => entry.objects);
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

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
