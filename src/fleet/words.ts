/** The keywords of `schemas/*.json` that messages speak of. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly keyErrorMessage?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

const longestShown = 60;

/** A value as it stands in a message: JSON, cut when long. */
export function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}

/** What a schema accepts, in words: `a whole number from 1 to 100`. */
export function describeExpected(schema: SchemaNode): string {
  if (schema.enum) return schema.enum.join(', ');
  if (schema.patternErrorMessage !== undefined) return schema.patternErrorMessage;
  switch (schema.type) {
    case 'integer':
      return `a whole number${bounds(schema)}`;
    case 'number':
      return `a number${bounds(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return describeList(schema);
    case 'object':
      return schema.properties ? `a map with ${Object.keys(schema.properties).join(', ')}` : 'a map';
    default:
      return 'text';
  }
}

function describeList({ items, minItems, uniqueItems }: SchemaNode): string {
  const count = minItems === undefined ? '' : ` of at least ${minItems}`;
  const elements = items?.patternErrorMessage ?? (items ? describeExpected(items) : 'anything');
  return `a list${count}${uniqueItems ? ', none twice' : ''}: ${elements}`;
}

function bounds({ minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  const lower = minimum === undefined ? '' : ` of at least ${minimum}`;
  const above = exclusiveMinimum === undefined ? lower : ` above ${exclusiveMinimum}`;
  return maximum === undefined ? above : `${above}${above === '' ? '' : ','} at most ${maximum}`;
}
