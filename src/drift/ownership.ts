import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { type Fields, textOf } from '../manifest/select.ts';
import { type FieldSet, hasParts, ownedDepth, readFieldSet } from './fields.ts';

/** An entry of managedFields, without its fields. */
export interface Owner {
  /** A program, not a user: whom the API server was told, else the beginning of the user agent. */
  readonly manager: string;
  readonly operation: string;
  /** e.g. `scale`. Default: the object itself. */
  readonly subresource?: string;
  /** When it last changed any of its fields: RFC 3339. */
  readonly time?: string;
}

interface Entry {
  readonly owner: Owner;
  readonly set: FieldSet;
}

/** Who owns which fields of one live object, as far as its managedFields hold it. */
export class Ownership {
  readonly #object: KubernetesObject;
  readonly #entries: readonly Entry[];

  private constructor(object: KubernetesObject, entries: readonly Entry[]) {
    this.#object = object;
    this.#entries = entries;
  }

  /**
   * @param object with its managedFields
   * @param compared the same object as paths lead into it
   * @returns undefined if it has no managedFields, or such as cannot be read
   */
  static of(object: KubernetesObject, compared: KubernetesObject): Ownership | undefined {
    const listed: unknown = object.metadata['managedFields'];
    if (!Array.isArray(listed) || listed.length === 0) return undefined;
    try {
      return new Ownership(
        compared,
        listed.filter(isRecord).map((entry) => readEntry(entry, object.apiVersion)),
      );
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  get owners(): readonly Owner[] {
    return this.#entries.map(({ owner }) => owner);
  }

  /** What each owner owns. */
  get sets(): readonly FieldSet[] {
    return this.#entries.map(({ set }) => set);
  }

  /** Whether one of some owners has anything beyond metadata and status. */
  isWrittenByOthers(isOther: (owner: Owner) => boolean): boolean {
    return this.#entries.some(
      ({ owner, set }) =>
        isOther(owner) &&
        owner.subresource !== 'status' &&
        [...set.fields.keys()].some((name) => name !== 'metadata' && name !== 'status'),
    );
  }

  /** Who owns the value itself. */
  ownersOf(path: Path): readonly Owner[] {
    return this.#ownersAt(path, path.length);
  }

  /** Who owns the innermost list or map around a value that is owned as a whole, and how many steps lead to it. */
  ownersAround(path: Path): { readonly owners: readonly Owner[]; readonly depth: number } {
    const depths = this.#entries.map(({ set }) => ownedDepth(set, this.#object, path) ?? 0);
    const depth = Math.max(0, ...depths.filter((each) => each < path.length));
    return { owners: depth === 0 ? [] : this.#ownersAt(path, depth), depth };
  }

  /** Whether what is owned as a whole around a value is so by all: of no part of it is any owned by itself. */
  isInOneValue(path: Path): boolean {
    const { depth } = this.ownersAround(path);
    return depth > 0 && this.#entries.every(({ set }) => !hasParts(set, this.#object, path.slice(0, depth)));
  }

  #ownersAt(path: Path, depth: number): readonly Owner[] {
    return this.#entries
      .filter(({ set }) => ownedDepth(set, this.#object, path) === depth)
      .map(({ owner }) => owner);
  }
}

function readEntry(entry: Fields, apiVersion: string): Entry {
  const [subresource, time] = [textOf(entry, 'subresource'), textOf(entry, 'time')];
  const owner = {
    manager: textOf(entry, 'manager') ?? '',
    operation: textOf(entry, 'operation') ?? '',
    ...(subresource !== undefined && { subresource }),
    ...(time !== undefined && { time }),
  };
  return { owner, set: inVersion(apiVersion, readFieldSet(entry['fieldsV1'])) };
}

/**
 * Fields of `spec` by version, and what they are called in the other one: a manager owns what it wrote as the version in
 * which it did names it. What a scaler aims at is so for CPU in v1, whose other metrics are in an annotation (Kubernetes
 * 1.34, pkg/apis/autoscaling/v1/conversion.go).
 */
const otherNames: ReadonlyMap<string, { readonly field: string; readonly elsewhere: string }> = new Map([
  ['autoscaling/v1', { field: 'targetCPUUtilizationPercentage', elsewhere: 'metrics' }],
  ['autoscaling/v2', { field: 'metrics', elsewhere: 'targetCPUUtilizationPercentage' }],
]);

function inVersion(apiVersion: string, set: FieldSet): FieldSet {
  const names = otherNames.get(apiVersion);
  const spec = set.fields.get('spec');
  const owned = names && spec?.fields.get(names.elsewhere);
  if (names === undefined || spec === undefined || owned === undefined) return set;
  const fields = new Map(spec.fields).set(names.field, owned);
  return { ...set, fields: new Map(set.fields).set('spec', { ...spec, fields }) };
}
