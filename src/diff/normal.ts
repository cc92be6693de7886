import { isDeepStrictEqual } from 'node:util';
import { ObjectReader, type ReadObject } from '../kubernetes/defaults/read.ts';
import { unknownMetadata } from '../kubernetes/defaults/unknown.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import type { Change } from './change.ts';
import { type Shape, Shapes } from './shape.ts';
import { changesBetween } from './walk.ts';

/** What the API server writes into metadata itself, whatever it is given. */
const serverFields: ReadonlySet<string> = new Set(
  unknownMetadata({ metadata: { name: 'any' } }).map(({ path }) => String(path[1])),
);

/**
 * Compares two versions of one object by what the API server makes of them, so that what it cannot tell apart is equal:
 *
 * - built-in kinds are decoded as into Go's types. Null is absent everywhere. Empty (`""`, `0`, `false`, `[]`, `{}`) is
 *   absent where Go leaves it out when it writes, and something else behind a pointer (`emptyDir: {}`, `replicas: 0`).
 *   Defaults are filled in, `stringData` becomes `data`, and `status` is dropped, as it is by every write but its own;
 * - custom resources are pruned and defaulted by their schema. Null is absent unless the field is nullable; empty is
 *   never absent. `status` is dropped where it is a resource of its own;
 * - kinds that no schema is known of are compared as they are written, but for metadata;
 * - what the API server itself writes into metadata (uid, generation, managedFields …) is never compared.
 */
export class ObjectComparer {
  readonly #facts: ApiFacts;
  readonly #reader: ObjectReader;
  readonly #shapes: Shapes;

  constructor(facts: ApiFacts) {
    this.#facts = facts;
    this.#reader = new ObjectReader(facts);
    this.#shapes = new Shapes(facts);
  }

  /** Differences in meaning; none if the two are only written differently. */
  compare(before: KubernetesObject, after: KubernetesObject): Change[] {
    if (isDeepStrictEqual(before, after)) return [];
    return changesBetween(this.normal(before), this.normal(after), this.#shapes.of(after));
  }

  /** The object as it is compared. What the API server could not read at all stays as it is written. */
  normal(object: KubernetesObject): KubernetesObject {
    const isDropped =
      this.shapeOf(object).node?.mode === 'builtin' ||
      this.#facts.find(object.apiVersion, object.kind)?.hasStatus === true;
    const { status, ...read } = this.#read(object).object;
    const metadata = Object.fromEntries(
      Object.entries(isRecord(read.metadata) ? read.metadata : {}).filter(
        ([name]) => !serverFields.has(name),
      ),
    );
    return {
      ...read,
      ...(isDropped || status === undefined ? {} : { status }),
      metadata,
    };
  }

  /**
   * Places of an object that the API server, its plugins or a controller fill with what no manifest tells: an address
   * that is allocated, the class that is the default. None of a kind that no schema is known of.
   */
  filledIn(object: KubernetesObject): readonly Path[] {
    if (this.shapeOf(object).node === undefined) return [];
    return this.#read(object).unknown.map(({ path }) => path);
  }

  shapeOf(object: KubernetesObject): Shape {
    return this.#shapes.of(object);
  }

  #read(object: KubernetesObject): ReadObject {
    try {
      return this.#reader.read(object);
    } catch (error) {
      // Fields that are of another type than the schema says; whether an object is valid is asked elsewhere.
      if (error instanceof TypeError) return { object, unknown: [] };
      throw error;
    }
  }
}
