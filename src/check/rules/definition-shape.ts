import type { Path } from '../../manifest/path.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import type { SchemaMistake } from './definition-lists.ts';

export const schemaTypes = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

const inner = ['properties{}', 'items', 'additionalProperties', 'not', 'allOf[]', 'anyOf[]', 'oneOf[]'];

/** What keeps a schema from being read at all: nothing else is then said of it, nor of custom resources. */
export function shapeMistakes(schema: Readonly<Record<string, unknown>>, path: Path): SchemaMistake[] {
  const { type, items, properties } = schema;
  const mistakes: SchemaMistake[] = [];
  if (typeof type === 'string' && type !== '' && !schemaTypes.includes(type))
    mistakes.push({
      path: [...path, 'type'],
      message: `${JSON.stringify(type)} is no type`,
      allowed: schemaTypes.join(', '),
    });
  if (Array.isArray(items))
    mistakes.push({
      path: [...path, 'items'],
      message: 'is a list of schemas',
      allowed: 'one schema, for all items',
    });
  for (const [name, property] of Object.entries(fieldsOf(properties))) {
    if (property === null)
      mistakes.push({
        path: [...path, 'properties', name],
        message: 'is empty',
        next: 'say what type the field has',
      });
  }
  return [
    ...mistakes,
    ...inner.flatMap((pattern) =>
      selectMaps(schema, pattern, path).flatMap((child) => shapeMistakes(child.value, child.path)),
    ),
  ];
}
