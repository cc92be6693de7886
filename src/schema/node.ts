import type { ApiSchema } from '../kubernetes/facts.ts';
import { insistedOn } from './tolerated.ts';
import { alsoRequired, withValidation } from './validated.ts';

export type SchemaType =
  | 'any'
  | 'array'
  | 'boolean'
  | 'int-or-string'
  | 'integer'
  | 'micro-time'
  | 'number'
  | 'object'
  | 'quantity'
  | 'string'
  | 'time';

/**
 * How a schema is read:
 * - `builtin`: as Go reads a struct. Null is the zero value, defaults are none of the schema's business;
 * - `custom`: as the API server reads a structural schema. Unknown fields go, nulls go, defaults come;
 * - `default`: as `custom`, of what stands in as a default: nothing goes and nothing comes;
 * - `condition`: below anyOf, oneOf, allOf and not, which only say yes or no.
 */
export type SchemaMode = 'builtin' | 'condition' | 'custom' | 'default';

export type Definitions = Readonly<Record<string, ApiSchema>>;

const definitionPrefix = '#/definitions/';
const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const specialTypes = new Map<string, SchemaType>([
  ['apiextensions.v1.CustomResourceSubresourceStatus', 'any'],
  ['api.resource.Quantity', 'quantity'],
  ['meta.v1.FieldsV1', 'any'],
  ['meta.v1.MicroTime', 'micro-time'],
  ['meta.v1.Time', 'time'],
  ['pkg.runtime.RawExtension', 'any'],
  ['util.intstr.IntOrString', 'int-or-string'],
]);

/** Every built-in definition is read once, however many kinds share it. */
export class SchemaLibrary {
  readonly #definitions: Definitions;
  readonly #nodes = new Map<string, SchemaNode>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The metadata of every object. */
  get objectMeta(): SchemaNode {
    return this.definition(objectMeta);
  }

  /** @param name in full: `io.k8s.api.apps.v1.DeploymentSpec` */
  definition(name: string): SchemaNode {
    let node = this.#nodes.get(name);
    if (node === undefined) {
      node = new SchemaNode(this.#definitions[name] ?? {}, 'builtin', this, shortName(name));
      this.#nodes.set(name, node);
    }
    return node;
  }

  read(schema: ApiSchema, mode: SchemaMode): SchemaNode {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return new SchemaNode(schema, mode, this);
    return this.definition(reference.slice(definitionPrefix.length));
  }
}

/** A schema prepared for checking. Parts are read when first asked for: most of a large schema never is. */
export class SchemaNode {
  readonly schema: ApiSchema;
  readonly mode: SchemaMode;
  /** The built-in definition, by the last three parts of its name: `apps.v1.DeploymentSpec`. */
  readonly definition: string | undefined;
  readonly type: SchemaType;
  readonly nullable: boolean;
  /** Unknown fields are kept rather than refused. */
  readonly open: boolean;
  readonly embeddedResource: boolean;
  readonly required: readonly string[];
  /** Values of fields that are missing, by name. Custom resources only. */
  readonly defaults: ReadonlyMap<string, unknown>;
  readonly #library: SchemaLibrary;
  readonly #schemas: Readonly<Record<string, ApiSchema>>;
  readonly #properties = new Map<string, SchemaNode>();
  #items: SchemaNode | undefined;
  #additional: SchemaNode | undefined;
  #requiredInside: readonly string[] | undefined;
  #branches: ReadonlyMap<string, readonly SchemaNode[]> | undefined;

  constructor(schema: ApiSchema, mode: SchemaMode, library: SchemaLibrary, definition?: string) {
    this.schema = schema;
    this.mode = mode;
    this.definition = definition;
    this.#library = library;
    const properties = (schema['properties'] ?? {}) as Record<string, ApiSchema>;
    this.#schemas = definition === undefined ? properties : withValidation(definition, properties);
    this.type = typeOf(schema, definition);
    this.nullable = schema['nullable'] === true;
    this.open = mode === 'condition' || schema['x-kubernetes-preserve-unknown-fields'] === true;
    this.embeddedResource =
      (mode === 'custom' || mode === 'default') && schema['x-kubernetes-embedded-resource'] === true;
    const required = (schema['required'] ?? []) as readonly string[];
    this.required =
      definition === undefined
        ? required
        : [...insistedOn(definition, required), ...alsoRequired(definition)];
    this.defaults = mode === 'custom' ? defaultsIn(this.#schemas) : new Map();
  }

  get propertyNames(): readonly string[] {
    return Object.keys(this.#schemas);
  }

  property(name: string): SchemaNode | undefined {
    const known = this.#properties.get(name);
    if (known !== undefined) return known;
    const schema = Object.hasOwn(this.#schemas, name) ? this.#schemas[name] : undefined;
    if (schema === undefined) return undefined;
    const node = this.#library.read(schema, this.mode);
    this.#properties.set(name, node);
    return node;
  }

  /** Schema of list items. */
  get items(): SchemaNode | undefined {
    const items = this.schema['items'];
    if (items !== undefined) this.#items ??= this.#library.read(items as ApiSchema, this.mode);
    return this.#items;
  }

  /** Schema of a map's values. */
  get additional(): SchemaNode | undefined {
    const values = this.schema['additionalProperties'];
    if (values === undefined || values === false) return undefined;
    this.#additional ??= this.#library.read(values === true ? {} : (values as ApiSchema), this.mode);
    return this.#additional;
  }

  /** What the value must also satisfy: lists of schemas by `allOf`, `anyOf`, `oneOf` and `not`. */
  get branches(): ReadonlyMap<string, readonly SchemaNode[]> {
    this.#branches ??= this.#readBranches();
    return this.#branches;
  }

  /**
   * Built-in fields that Go holds by value: absent means empty, and empty is not valid where something in it is
   * required (a Deployment's spec).
   */
  get requiredInside(): readonly string[] {
    if (this.mode !== 'builtin') return [];
    this.#requiredInside ??= this.propertyNames.filter(
      (name) => name !== 'metadata' && name !== 'status' && this.#isInvalidWhenEmpty(name),
    );
    return this.#requiredInside;
  }

  #isInvalidWhenEmpty(name: string): boolean {
    const byValue = JSON.stringify(this.#schemas[name]?.['default']) === '{}';
    const node = byValue ? this.property(name) : undefined;
    return node !== undefined && (node.required.length > 0 || node.requiredInside.length > 0);
  }

  #readBranches(): Map<string, readonly SchemaNode[]> {
    const branches = new Map<string, readonly SchemaNode[]>();
    if (this.mode === 'builtin') return branches;
    for (const keyword of ['allOf', 'anyOf', 'oneOf', 'not']) {
      const schemas = this.schema[keyword];
      if (schemas === undefined) continue;
      const list = (Array.isArray(schemas) ? schemas : [schemas]) as ApiSchema[];
      branches.set(
        keyword,
        list.map((schema) => this.#library.read(schema, 'condition')),
      );
    }
    return branches;
  }
}

function shortName(definition: string): string {
  return definition.split('.').slice(-3).join('.');
}

function typeOf(schema: ApiSchema, definition: string | undefined): SchemaType {
  const special = definition === undefined ? undefined : specialTypes.get(definition);
  if (special !== undefined) return special;
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  return (schema['type'] ?? 'any') as SchemaType;
}

function defaultsIn(schemas: Readonly<Record<string, ApiSchema>>): Map<string, unknown> {
  const defaults = new Map<string, unknown>();
  for (const [name, schema] of Object.entries(schemas)) {
    if (schema['default'] !== undefined) defaults.set(name, schema['default']);
  }
  return defaults;
}
