import type { ObjectChange } from '../diff/change.ts';
import { podsOf } from '../kubernetes/pods.ts';
import { type KubernetesObject, typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { rememberingEach } from '../manifest/remember.ts';
import { fieldsOf } from '../manifest/select.ts';
import { syncOptionsOf } from './argocd.ts';
import { byType, type ObjectsByType } from './by-type.ts';
import { referencesIn, textsIn } from './texts.ts';

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

  /**
   * Whether an object goes along with one of some kinds: that one goes and is named by it; or that one names it no more, and
   * none that comes or changes still does.
   */
  go(object: KubernetesObject | undefined, types: readonly string[]): boolean {
    if (object === undefined || types.length === 0) return false;
    const { gone, forsaken, named } = this.#named;
    const name = object.metadata.name ?? '';
    const isOne = (others: readonly Other[] = []): boolean =>
      others.some(
        (other) => types.some((type) => other.types.includes(type)) && mayMean(object, other.object),
      );
    return (
      [...textsIn(object)].some((text) => isOne(gone.get(text))) ||
      (isOne(forsaken.get(name)) && !isOne(named.get(name)))
    );
  }
}

/** An object that goes or changes, and what it is: `pods` too if it makes some. */
interface Other {
  readonly object: KubernetesObject;
  readonly types: readonly string[];
}

/** What goes or changes, by the texts that are in it. */
interface Named {
  /** The objects that go, by name. */
  readonly gone: ReadonlyMap<string, readonly Other[]>;
  /** The objects that named something and name it no more, by what they named. */
  readonly forsaken: ReadonlyMap<string, readonly Other[]>;
  /** The objects that come or change, by what they name then. */
  readonly named: ReadonlyMap<string, readonly Other[]>;
  /** The new names of what is renamed, by kind and old name; both with their namespaces. */
  readonly renamed: ReadonlyMap<string, string>;
}

function namedBy(changes: readonly ObjectChange<LoadedManifest>[]): Named {
  const gone = new Map<string, Other[]>();
  const forsaken = new Map<string, Other[]>();
  const named = new Map<string, Other[]>();
  const renamed = new Map<string, string>();
  const arrived = new Set(
    changes.flatMap(({ kind, after, identity }) =>
      kind === 'added' && after !== undefined && podsOf(typeOf(identity.group, identity.kind), after.object)
        ? [fullNameOf(after.object)]
        : [],
    ),
  );
  for (const { identity, before, after, kind } of changes) {
    const type = typeOf(identity.group, identity.kind);
    const otherOf = (object: KubernetesObject): Other => ({
      object,
      types: podsOf(type, object) === undefined ? [type] : [type, 'pods'],
    });
    if (after !== undefined)
      for (const text of referencesIn(after.object)) note(named, text, otherOf(after.object));
    if (before === undefined) continue;
    const other = otherOf(before.object);
    for (const text of textsIn(before.object).difference(textsIn(after?.object))) note(forsaken, text, other);
    if (kind === 'renamed' && after !== undefined)
      renamed.set(`${type}/${fullNameOf(before.object)}`, fullNameOf(after.object));
    // Pods of another kind may go on by the same name: a Deployment that becomes a Rollout.
    const isReplaced = arrived.has(fullNameOf(before.object));
    if (kind === 'removed')
      note(gone, before.object.metadata.name ?? '', isReplaced ? { ...other, types: [type] } : other);
  }
  return { gone, forsaken, named, renamed };
}

/** Names mean what is in the same namespace, unless one is in none, or an object says where what it means is. */
function mayMean(one: KubernetesObject, other: KubernetesObject): boolean {
  const [here, there] = [one, other].map(({ metadata }) => metadata.namespace);
  return (
    here === there ||
    here === undefined ||
    there === undefined ||
    placesIn(one).has(there) ||
    placesIn(other).has(here) ||
    fieldsOf(one, 'spec', 'namespaceSelector')['any'] === true
  );
}

/** What may be a namespace, by itself or in the name of a host, `cache.shop.svc`. Many objects may have one name. */
const placesIn = rememberingEach(
  (object: KubernetesObject): ReadonlySet<string> =>
    new Set([...referencesIn(object)].flatMap((text) => [text, ...text.split('.').slice(1, 2)])),
);

/** `namespace/name`, or the name alone. */
export function qualifiedName(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function fullNameOf({ metadata }: KubernetesObject): string {
  return qualifiedName(metadata.namespace, metadata.name ?? '');
}

function note(others: Map<string, Other[]>, text: string, other: Other): void {
  const known = others.get(text);
  if (known === undefined) others.set(text, [other]);
  else known.push(other);
}
