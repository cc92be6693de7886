import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { SchemaLibrary } from '../../schema/node.ts';
import { Problems } from '../../schema/problems.ts';
import { Walk } from '../../schema/walk.ts';

/**
 * What a schema of a CustomResourceDefinition needs to be one that an API server prunes and defaults by. Source:
 * Kubernetes 1.34, `apiextensions-apiserver/pkg/apiserver/schema/validation.go` and
 * `pkg/apis/apiextensions/validation/validation.go`.
 */
export interface SchemaMistake {
  readonly path: Path;
  readonly message: string;
  readonly allowed?: string;
  readonly next?: string;
}

/** Where a schema stands; `branch` is below `allOf`, `anyOf`, `oneOf` or `not`, and only narrows what stands outside. */
type Place = 'branch' | 'field' | 'item' | 'root';

const junctors = ['allOf', 'anyOf', 'oneOf'];
const unsupported = ['$ref', 'additionalItems', 'definitions', 'dependencies', 'id', 'patternProperties'];
const notInBranches = [
  'additionalProperties',
  'default',
  'description',
  'nullable',
  'title',
  'type',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];
const choices: Readonly<Record<string, readonly string[]>> = {
  'x-kubernetes-list-type': ['atomic', 'set', 'map'],
  'x-kubernetes-map-type': ['atomic', 'granular'],
};

export function schemaMistakes(schema: ApiSchema, path: Path, place: Place = 'root'): SchemaMistake[] {
  return [
    ...(place === 'branch' ? branchMistakes(schema, path) : typeMistakes(schema, path, place)),
    ...keywordMistakes(schema, path),
    ...listMistakes(schema, path),
    ...(place === 'root' ? rootMistakes(schema, path) : []),
    ...(place === 'branch' ? [] : defaultMistakes(schema, path)),
    ...childrenOf(schema, path, place).flatMap((child) => schemaMistakes(...child)),
  ];
}

function childrenOf(schema: ApiSchema, path: Path, place: Place): [ApiSchema, Path, Place][] {
  const { properties, items, additionalProperties, not } = schema;
  const inner = (usual: Place): Place => (place === 'branch' ? 'branch' : usual);
  const children: [unknown, Path, Place][] = [
    ...entriesOf(properties).map(([name, child]): [unknown, Path, Place] => [
      child,
      [...path, 'properties', name],
      inner('field'),
    ]),
    [items, [...path, 'items'], inner('item')],
    ...(place === 'branch'
      ? []
      : [[additionalProperties, [...path, 'additionalProperties'], 'field'] as [unknown, Path, Place]]),
    [not, [...path, 'not'], 'branch'],
    ...junctors.flatMap((junctor) => {
      const branches = isNumberOrText(schema, junctor) ? [] : listOf(schema[junctor]);
      return branches.map((branch, index): [unknown, Path, Place] => [
        branch,
        [...path, junctor, index],
        'branch',
      ]);
    }),
  ];
  return children.filter((child): child is [ApiSchema, Path, Place] => isRecord(child[0]));
}

/** The one place where branches may say a type: of what is a number or a text. */
function isNumberOrText(schema: ApiSchema, junctor: string): boolean {
  return junctor === 'anyOf' && JSON.stringify(schema['anyOf']) === '[{"type":"integer"},{"type":"string"}]';
}

function branchMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
  return notInBranches
    .filter((keyword) => !isZero(schema[keyword]))
    .map((keyword) => ({
      path: [...path, keyword],
      message: 'may not be said below allOf, anyOf, oneOf or not',
      next: 'say it where the field itself is described',
    }));
}

function typeMistakes(schema: ApiSchema, path: Path, place: Place): SchemaMistake[] {
  const { type, items, additionalProperties, properties } = schema;
  const isFree = ['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].some(
    (keyword) => schema[keyword] === true,
  );
  const mistakes: SchemaMistake[] = [];
  if (isZero(type) && !isFree)
    mistakes.push({
      path: [...path, 'type'],
      message: 'is missing',
      allowed: place === 'root' ? 'object' : 'array, boolean, integer, number, object, string',
    });
  else if (place === 'root' && !isZero(type) && type !== 'object')
    mistakes.push({
      path: [...path, 'type'],
      message: `must be object at the root, not ${String(type)}`,
      allowed: 'object',
    });
  if (type === 'array' && !isRecord(items))
    mistakes.push({
      path: [...path, 'items'],
      message: 'is missing',
      next: 'say what the items of the list are',
    });
  if (!isZero(properties) && (additionalProperties === false || isRecord(additionalProperties)))
    mistakes.push({
      path: [...path, 'additionalProperties'],
      message: 'stands beside properties',
      next: 'keep properties for an object with fields, or additionalProperties for a map',
    });
  return mistakes;
}

function keywordMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
  const mistakes: SchemaMistake[] = unsupported
    .filter((keyword) => !isZero(schema[keyword]))
    .map((keyword) => ({
      path: [...path, keyword],
      message: 'is not supported in a CustomResourceDefinition',
      next: keyword === '$ref' ? 'write out what it refers to' : 'leave it out',
    }));
  if (schema['uniqueItems'] === true)
    mistakes.push({
      path: [...path, 'uniqueItems'],
      message: 'may not be true',
      next: 'write x-kubernetes-list-type: set',
    });
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    mistakes.push({
      path: [...path, 'x-kubernetes-preserve-unknown-fields'],
      message: 'is false',
      allowed: 'true',
      next: 'leave it out: unknown fields are pruned anyway',
    });
  return mistakes;
}

function listMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
  const { type, items } = schema;
  const listType = schema['x-kubernetes-list-type'];
  const keys = listOf(schema['x-kubernetes-list-map-keys']);
  const mistakes: SchemaMistake[] = [];
  for (const [keyword, allowed] of Object.entries(choices)) {
    const value = schema[keyword];
    if (typeof value !== 'string') continue;
    const wanted = keyword === 'x-kubernetes-list-type' ? 'array' : 'object';
    if (!allowed.includes(value))
      mistakes.push({
        path: [...path, keyword],
        message: `${JSON.stringify(value)} is no such type`,
        allowed: allowed.join(', '),
      });
    if (type !== wanted)
      mistakes.push({ path: [...path, keyword], message: `needs type: ${wanted}`, allowed: wanted });
  }
  if (listType !== 'map') {
    if (keys.length > 0)
      mistakes.push({
        path: [...path, 'x-kubernetes-list-map-keys'],
        message: 'needs x-kubernetes-list-type: map',
      });
    return mistakes;
  }
  if (keys.length === 0)
    mistakes.push({
      path: [...path, 'x-kubernetes-list-map-keys'],
      message: 'is missing or empty',
      next: 'name the fields that tell the items of the list apart',
    });
  return isRecord(items) ? [...mistakes, ...keyMistakes(keys, items, path)] : mistakes;
}

function keyMistakes(keys: readonly unknown[], items: ApiSchema, path: Path): SchemaMistake[] {
  const properties = isRecord(items['properties']) ? items['properties'] : {};
  return keys.flatMap((key, index): SchemaMistake[] => {
    const at = [...path, 'x-kubernetes-list-map-keys', index];
    const name = String(key);
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isRecord(property))
      return [
        {
          path: at,
          message: `${name} is no property of the items`,
          allowed: Object.keys(properties).join(', '),
        },
      ];
    if (keys.indexOf(key) < index) return [{ path: at, message: `${name} occurs twice` }];
    if (listOf(items['required']).includes(name) || hasDefault(property)) return [];
    return [
      {
        path: at,
        message: `${name} is neither required nor has a default`,
        next: `add ${name} to required of the items`,
      },
    ];
  });
}

/** The API server judges metadata itself; a schema may only narrow names. */
function rootMistakes(
  { additionalProperties, properties, nullable }: ApiSchema,
  path: Path,
): SchemaMistake[] {
  const mistakes: SchemaMistake[] = [];
  if (isRecord(additionalProperties))
    mistakes.push({ path: [...path, 'additionalProperties'], message: 'may not be said at the root' });
  if (nullable === true)
    mistakes.push({ path: [...path, 'nullable'], message: 'may not be true at the root' });
  const metadata = isRecord(properties) ? properties['metadata'] : undefined;
  if (!isRecord(metadata)) return mistakes;
  const others = entriesOf(metadata['properties']).filter(([name]) => !/^(name|generateName)$/.test(name));
  if (others.length > 0)
    mistakes.push({
      path: [...path, 'properties', 'metadata', 'properties', ...others.slice(0, 1).map(([name]) => name)],
      message: 'may not be described: the API server knows metadata',
      allowed: 'name, generateName',
    });
  return mistakes;
}

/**
 * A default must be what the schema would take, and hold nothing that it prunes. The API server does not look at what
 * is a number or a text, nor for items that repeat.
 */
function defaultMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
  if (!hasDefault(schema) || JSON.stringify(schema).includes('"x-kubernetes-int-or-string":true')) return [];
  const library = new SchemaLibrary({});
  const problems = new Problems(false, [...path, 'default']);
  new Walk(library).check(schema['default'], library.read(schema, 'custom'), problems);
  return problems.found.filter(
    ({ severity, rule }) => severity === 'error' && rule !== 'duplicate-list-item',
  );
}

function hasDefault(schema: ApiSchema): boolean {
  return schema['default'] !== undefined && schema['default'] !== null;
}

/** What Go takes for a field that was left out. */
function isZero(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || value === false;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
