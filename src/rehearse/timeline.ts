import { formatIdentity, groupOf, identityOf, type KubernetesObject } from '../manifest/object.ts';
import { type Fields, selectMaps } from '../manifest/select.ts';

/** An object of one of the clusters. */
export interface Seen {
  /** Id of the lab's cluster. */
  readonly cluster: string;
  readonly object: KubernetesObject;
}

export interface Moment extends Seen {
  /** Since the move began. */
  readonly seconds: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
}

/** What watches have told of some kinds, from one moment on: every change, however short it lasted. */
export interface Timeline {
  readonly before: readonly Seen[];
  /** In the order in which each cluster made them. */
  readonly moments: readonly Moment[];
}

/** One timeline for each namespace of a cluster: no selector of pods reaches further. */
export function byNamespace({ before, moments }: Timeline): Timeline[] {
  const [was, told] = [Map.groupBy(before, namespaceOf), Map.groupBy(moments, namespaceOf)];
  return [...new Set([...was.keys(), ...told.keys()])].map((namespace) => ({
    before: was.get(namespace) ?? [],
    moments: told.get(namespace) ?? [],
  }));
}

function namespaceOf({ cluster, object }: Seen): string {
  return `${cluster} ${object.metadata.namespace ?? ''}`;
}

export type World = ReadonlyMap<string, Seen>;

export function keyOf({ cluster, object }: Seen): string {
  return `${cluster} ${formatIdentity(identityOf(object))}`;
}

/** Of an object that is there twice, the last. Of what has only how its name begins, each is an object of its own. */
export function lastOfEach<T extends Seen>(seen: readonly T[]): T[] {
  const keyed = seen.map(
    (each, index) => [each.object.metadata.name === undefined ? index : keyOf(each), each] as const,
  );
  return [...new Map(keyed).values()];
}

/** Calls `look` with all objects as they were at first, and after each change, and returns them as they were last. */
export function replay(
  { before, moments }: Timeline,
  look: (world: World, seconds: number, moment?: Moment) => void = () => undefined,
): World {
  const world = new Map(before.map((seen) => [keyOf(seen), seen]));
  look(world, 0);
  for (const moment of moments) {
    if (moment.type === 'DELETED') world.delete(keyOf(moment));
    else world.set(keyOf(moment), moment);
    look(world, moment.seconds, moment);
  }
  return world;
}

/** Those of a kind, by `Kind` or `Kind.group`. */
export function ofKind<T extends Seen>(seen: Iterable<T>, kind: string): T[] {
  const [name] = kind.split('.', 1);
  // Most are of other kinds: that is told apart fastest.
  return [...seen].filter(({ object }) => object.kind === name && kindOf(object) === kind);
}

export function kindOf(object: KubernetesObject): string {
  const group = groupOf(object.apiVersion);
  return group === '' ? object.kind : `${object.kind}.${group}`;
}

/** How messages name an object. */
export function nameOf(object: KubernetesObject): string {
  return formatIdentity(identityOf(object));
}

/** A condition of its status, whatever it says; empty if there is none of the type. */
export function conditionOf(object: KubernetesObject, type: string): Fields {
  const found = selectMaps(object, 'status.conditions[]').find(({ value }) => value['type'] === type);
  return found?.value ?? {};
}
