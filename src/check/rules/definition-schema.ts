import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, listOf } from '../../manifest/select.ts';
import { defaultMistakes } from './definition-defaults.ts';
import { isZero, keywordMistakes } from './definition-keywords.ts';
import { listMistakes, type SchemaMistake } from './definition-lists.ts';
import { schemaTypes } from './definition-shape.ts';

/** Where a schema stands; `branch` is below `allOf`, `anyOf`, `oneOf` or `not`, and only narrows what stands outside. */
type Place = 'branch' | 'field' | 'item' | 'root';

const junctors = ['allOf', 'anyOf', 'oneOf'];
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
/**
 * What a schema of a CustomResourceDefinition needs to be one that an API server prunes and defaults by. Source:
 * Kubernetes 1.34, `apiextensions-apiserver/pkg/apiserver/schema/validation.go` and
 * `pkg/apis/apiextensions/validation/validation.go`.
 */
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
    ...Object.entries(fieldsOf(properties)).map(([name, child]): [unknown, Path, Place] => [
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
      allowed: place === 'root' ? 'object' : schemaTypes.join(', '),
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

/** The API server judges metadata itself; a schema may only narrow names. */
function rootMistakes(
  { additionalProperties, properties, nullable }: ApiSchema,
  path: Path,
): SchemaMistake[] {
  const mistakes: SchemaMistake[] = [];
  if (isRecord(additionalProperties) || typeof additionalProperties === 'boolean')
    mistakes.push({ path: [...path, 'additionalProperties'], message: 'may not be said at the root' });
  if (nullable === true)
    mistakes.push({ path: [...path, 'nullable'], message: 'may not be true at the root' });
  const metadata = isRecord(properties) ? properties['metadata'] : undefined;
  if (!isRecord(metadata)) return mistakes;
  const others = Object.entries(fieldsOf(metadata, 'properties')).filter(
    ([name]) => !/^(name|generateName)$/.test(name),
  );
  if (others.length > 0)
    mistakes.push({
      path: [...path, 'properties', 'metadata', 'properties', ...others.slice(0, 1).map(([name]) => name)],
      message: 'may not be described: the API server knows metadata',
      allowed: 'name, generateName',
    });
  return mistakes;
}
