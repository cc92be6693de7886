import type { ApiFacts } from '../kubernetes/facts.ts';
import { podsOf } from '../kubernetes/pods.ts';
import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { SchemaLibrary, type SchemaNode } from '../schema/node.ts';

interface Replacement {
  readonly path: Path;
  readonly node: SchemaNode;
}

/** What is known of the values at one place of an object. */
export class Shape {
  /** The field's name; items of a list have that of the list. */
  readonly name: string;
  readonly node: SchemaNode | undefined;
  /** That of the object, if it is a custom one. */
  readonly group: string;
  /** Parts below that are of another schema than the one around them says. */
  readonly #replacements: readonly Replacement[];

  constructor(
    name: string,
    node: SchemaNode | undefined,
    group = '',
    replacements: readonly Replacement[] = [],
  ) {
    this.name = name;
    this.node = node;
    this.group = group;
    this.#replacements = replacements;
  }

  field(name: string): Shape {
    const inside = this.#replacements.filter(({ path }) => path[0] === name);
    const whole = inside.find(({ path }) => path.length === 1);
    if (whole !== undefined) return new Shape(name, whole.node);
    const node = this.node?.property(name) ?? this.node?.additional;
    return new Shape(
      name,
      node,
      this.group,
      inside.map((each) => ({ ...each, path: each.path.slice(1) })),
    );
  }

  get item(): Shape {
    return new Shape(this.name, this.node?.items, this.group);
  }
}

export const unknownShape: Shape = new Shape('', undefined);

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const podTemplate = 'io.k8s.api.core.v1.PodTemplateSpec';

/** Shapes of whole objects. */
export class Shapes {
  readonly #facts: ApiFacts;
  readonly #library: SchemaLibrary;
  readonly #nodes = new Map<string, SchemaNode>();

  constructor(facts: ApiFacts) {
    this.#facts = facts;
    this.#library = new SchemaLibrary(facts.definitions());
  }

  /**
   * Definitions of custom resources leave out what metadata is, and seldom say of a pod template how its lists are to
   * be merged. Whoever makes pods of one treats it as what it is.
   */
  of(object: KubernetesObject): Shape {
    const metadata = { path: ['metadata'], node: this.#library.definition(objectMeta) };
    const node = this.#nodeOf(object);
    if (node?.mode === 'builtin') return new Shape('', node);
    const group = groupOf(object.apiVersion);
    const pods = podsOf(typeOf(group, object.kind), object);
    if (pods === undefined) return new Shape('', node, group, [metadata]);
    const template = { path: pods.specPath.slice(0, -1), node: this.#library.definition(podTemplate) };
    return new Shape('', node, group, [metadata, template]);
  }

  #nodeOf({ apiVersion, kind }: KubernetesObject): SchemaNode | undefined {
    const key = `${apiVersion} ${kind}`;
    const known = this.#nodes.get(key);
    const facts = known === undefined ? this.#facts.find(apiVersion, kind) : undefined;
    if (facts === undefined) return known;
    const schema = this.#facts.schemaOf(facts);
    const node = this.#library.read(schema, typeof schema['$ref'] === 'string' ? 'builtin' : 'custom');
    this.#nodes.set(key, node);
    return node;
  }
}
