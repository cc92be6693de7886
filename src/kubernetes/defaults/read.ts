/**
 * Objects as admission policies see them: read by the API server and defaulted, before they are stored.
 *
 *     read.ts      manifest → object, and the fields that no manifest tells
 *     builtin.ts   through the Go types of built-in kinds        fields.ts   what Go takes for empty
 *     core.ts, pod.ts, service.ts, workloads.ts, others.ts       Go's defaults, by type   resources.ts   amounts
 *     custom.ts    through the schema of a custom resource
 *     created.ts   what is certain of what the API server adds while it creates
 *     unknown.ts   what it adds that nobody can know before
 */
import type { KubernetesObject } from '../../manifest/object.ts';
import type { ApiFacts, ApiSchema } from '../facts.ts';
import { BuiltinObjects } from './builtin.ts';
import { setCreated } from './created.ts';
import { readCustomObject } from './custom.ts';
import type { Fields } from './fields.ts';
import { type UnknownField, unknownFields, unknownMetadata } from './unknown.ts';

export interface ReadObject {
  /** A copy; the manifest itself is left as it is. */
  readonly object: KubernetesObject;
  readonly unknown: readonly UnknownField[];
}

const builtinReference = '#/definitions/';
const objectMeta: ApiSchema = { $ref: `${builtinReference}io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta` };

export class ObjectReader {
  readonly #facts: ApiFacts;
  readonly #builtin: BuiltinObjects;

  constructor(facts: ApiFacts) {
    this.#facts = facts;
    this.#builtin = new BuiltinObjects(facts);
  }

  /**
   * @param object one that the schema has nothing against. Where no schema is known, nothing is certain but the metadata
   */
  read(object: KubernetesObject): ReadObject {
    const kind = this.#facts.find(object.apiVersion, object.kind);
    if (kind === undefined) return this.#readUntyped(object);
    const schema = this.#facts.schemaOf(kind);
    const isBuiltin = typeof schema['$ref'] === 'string';
    const read = (
      isBuiltin
        ? this.#builtin.read(object, schema)
        : {
            ...(readCustomObject(object, schema, kind.isPartial) as Fields),
            metadata: this.#builtin.read(object.metadata, objectMeta),
          }
    ) as Fields;
    if (isBuiltin) setCreated(read, kind, object);
    // Go writes the status of built-in kinds even where it is empty.
    const status = !this.#hasStatus(schema) ? 'none' : isBuiltin ? 'filled' : 'unknown';
    return { object: read as KubernetesObject, unknown: unknownFields(read, kind, status) };
  }

  #readUntyped(object: KubernetesObject): ReadObject {
    const metadata = this.#builtin.read(object.metadata, objectMeta) as KubernetesObject['metadata'];
    const filledBy = `the defaults of ${object.kind}, which are not known (give its CustomResourceDefinition)`;
    const fields = Object.keys(object).filter((field) => !/^(apiVersion|kind|metadata)$/.test(field));
    const unknown = [...unknownMetadata(object), ...fields.map((field) => ({ path: [field], filledBy }))];
    return { object: { ...object, metadata }, unknown };
  }

  #hasStatus(schema: ApiSchema): boolean {
    const reference = schema['$ref'];
    const definition =
      typeof reference === 'string'
        ? this.#facts.definitions()[reference.slice(builtinReference.length)]
        : schema;
    return Object.hasOwn(definition?.['properties'] ?? {}, 'status');
  }
}
