import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, listOf } from '../../manifest/select.ts';

export interface SchemaMistake {
  readonly path: Path;
  readonly message: string;
  readonly allowed?: string;
  readonly next?: string;
}

const choices: Readonly<Record<string, readonly string[]>> = {
  'x-kubernetes-list-type': ['atomic', 'set', 'map'],
  'x-kubernetes-map-type': ['atomic', 'granular'],
};

/** What a schema says of lists and maps, and of what tells their items apart. */
export function listMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
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
  if (listType === 'set' && isRecord(items)) mistakes.push(...setMistakes(items, [...path, 'items']));
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

/** What is in a set is compared as a whole, and is there. */
function setMistakes(items: ApiSchema, path: Path): SchemaMistake[] {
  const mistakes: SchemaMistake[] = [];
  if (items['nullable'] === true)
    mistakes.push({ path: [...path, 'nullable'], message: 'is true for items of a set', allowed: 'false' });
  if (items['type'] === 'object' && items['x-kubernetes-map-type'] !== 'atomic')
    mistakes.push({
      path: [...path, 'x-kubernetes-map-type'],
      message: 'is not atomic, though the objects are items of a set',
      allowed: 'atomic',
      next: 'write x-kubernetes-list-type: map, or x-kubernetes-map-type: atomic',
    });
  return mistakes;
}

function keyMistakes(keys: readonly unknown[], items: ApiSchema, path: Path): SchemaMistake[] {
  const properties = fieldsOf(items, 'properties');
  return keys.flatMap((name, index): SchemaMistake[] => {
    const at = [...path, 'x-kubernetes-list-map-keys', index];
    // What is no text, the schema tells.
    if (typeof name !== 'string') return [];
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isRecord(property))
      return [
        {
          path: at,
          message: `${name} is no property of the items`,
          allowed: Object.keys(properties).join(', ') || 'none: the items have no properties',
        },
      ];
    if (/^(array|object)$/.test(String(property['type'])))
      return [
        {
          path: at,
          message: `${name} is ${String(property['type'])}, and no key`,
          allowed: 'a scalar field',
        },
      ];
    if (property['nullable'] === true)
      return [{ path: at, message: `${name} is nullable, and no key`, next: 'remove nullable' }];
    if (keys.indexOf(name) < index) return [{ path: at, message: `${name} occurs twice` }];
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

export function hasDefault(schema: ApiSchema): boolean {
  return schema['default'] !== undefined && schema['default'] !== null;
}
