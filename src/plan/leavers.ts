import type { ObjectChange } from '../diff/change.ts';
import { podsOf } from '../kubernetes/pods.ts';
import { isRecord, type KubernetesObject, typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { syncOptionsOf } from './argocd.ts';
import { byType, type ObjectsByType } from './by-type.ts';

type Names = Map<string, Set<string>>;

/** What leaves a cluster with a change, and what it names no more, so that what served it may go too. */
export class Leavers {
  readonly #changes: readonly ObjectChange<LoadedManifest>[];
  #found: Named | undefined;

  /** All that is deleted, as it was, by kind: `apps/Deployment`. What is renamed is deleted by its old name. */
  readonly objects: ObjectsByType;
  /** All that goes or changes, as it was, by kind. */
  readonly formerly: ObjectsByType;
  /** Names of Namespaces that go, with everything in them. */
  readonly namespaces: ReadonlySet<string | undefined>;

  constructor(changes: readonly ObjectChange<LoadedManifest>[]) {
    this.objects = byType(
      changes
        .filter(({ kind }) => kind === 'removed' || kind === 'renamed')
        .flatMap(({ before }) => before?.object ?? [])
        .filter((object) => !syncOptionsOf(object).has('Prune=false')),
    );
    this.formerly = byType(changes.flatMap(({ before }) => before?.object ?? []));
    this.namespaces = new Set(this.objects.get('Namespace')?.map(({ metadata }) => metadata.name));
    this.#changes = changes;
  }

  /** Most changes ask for none of it, and to read all texts takes time. */
  get #named(): Named {
    this.#found ??= namedBy(this.#changes);
    return this.#found;
  }

  /** Whether a name, `namespace/name` of what is in one, stands for the same object as another one did before. */
  areSame(type: string, before: string, after: string): boolean {
    return before === after || this.#named.renamed.get(`${type}/${before}`) === after;
  }

  /** Whether an object goes along with one of some kinds: that one goes and is named by it, or names it no more. */
  go(object: KubernetesObject | undefined, types: readonly string[]): boolean {
    if (types.length === 0) return false;
    const isOne = (names: Names, name: string | undefined): boolean =>
      types.some((type) => names.get(name ?? '')?.has(type) === true);
    return (
      isOne(this.#named.forsaken, object?.metadata.name) ||
      [...textsIn(object)].some((text) => isOne(this.#named.gone, text))
    );
  }
}

/** What goes or changes, by the texts that are in it. */
interface Named {
  /** The kinds of the objects that go, by name. */
  readonly gone: Names;
  /** The kinds of the objects that named something and name it no more, by what they named. */
  readonly forsaken: Names;
  /** The new names of what is renamed, by kind and old name; both with their namespaces. */
  readonly renamed: Map<string, string>;
}

function namedBy(changes: readonly ObjectChange<LoadedManifest>[]): Named {
  const named: Named = { gone: new Map(), forsaken: new Map(), renamed: new Map() };
  const arrived = new Set(
    changes.flatMap(({ kind, after, identity }) =>
      kind === 'added' && after !== undefined && podsOf(typeOf(identity.group, identity.kind), after.object)
        ? [after.object.metadata.name]
        : [],
    ),
  );
  for (const { identity, before, after, kind } of changes) {
    if (before === undefined) continue;
    const type = typeOf(identity.group, identity.kind);
    const types = podsOf(type, before.object) === undefined ? [type] : [type, 'pods'];
    const left = textsIn(before.object).difference(textsIn(after?.object));
    for (const text of left) note(named.forsaken, text, types);
    if (kind === 'renamed' && after !== undefined)
      named.renamed.set(`${type}/${fullNameOf(before.object)}`, fullNameOf(after.object));
    // Pods of another kind may go on by the same name: a Deployment that becomes a Rollout.
    const isReplaced = types.length > 1 && arrived.has(before.object.metadata.name);
    if (kind === 'removed') note(named.gone, before.object.metadata.name, isReplaced ? [type] : types);
  }
  return named;
}

/** `namespace/name`, or the name alone. */
export function qualifiedName(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function fullNameOf({ metadata }: KubernetesObject): string {
  return qualifiedName(metadata.namespace, metadata.name ?? '');
}

function note(names: Names, name: string | undefined, types: readonly string[]): void {
  if (name !== undefined) names.set(name, (names.get(name) ?? new Set()).union(new Set(types)));
}

/** All texts of an object but its own name; of names of hosts, the first part too. */
function textsIn(object: KubernetesObject | undefined): Set<string> {
  const texts = new Set<string>();
  const { metadata, ...fields } = object ?? {};
  collect([metadata?.annotations, metadata?.labels, fields], texts);
  return texts;
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value).add(value.split('.', 1)[0] ?? '');
  else if (Array.isArray(value) || isRecord(value))
    for (const inside of Object.values(value)) collect(inside, texts);
}
