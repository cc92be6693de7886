/**
 * How large values of a schema can be, as the API server reckons before it has seen any. Source: Kubernetes 1.34,
 * `apiserver/pkg/cel/common/schemas.go` and `pkg/cel/limits.go`.
 */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { escapeName } from './escape.ts';
import { type Structural, structural } from './structural.ts';

export interface Size {
  /** Of a list or map, bytes of a text; 0 for what has no length, objects too. */
  readonly mostElements: number;
  /** In JSON. */
  readonly leastBytes: number;
  /** Of a list's items, or a map's values. */
  readonly element?: Size;
  readonly isMap?: true;
  /** By the names that rules call them. */
  readonly fields?: ReadonlyMap<string, Size>;
}

/** The largest request that an API server takes. */
const mostRequestBytes = 3 * 1024 * 1024;
const mostTextBytes = mostRequestBytes - 2;

/** A code point may take four. */
const bytesPerCodePoint = 4;

const formats: Readonly<Record<string, Size>> = {
  date: { mostElements: 12, leastBytes: 12 },
  'date-time': { mostElements: 32, leastBytes: 21 },
  duration: { mostElements: 32, leastBytes: 3 },
};

const scalars: Readonly<Record<string, Size>> = {
  boolean: { mostElements: 0, leastBytes: 4 },
  integer: { mostElements: 0, leastBytes: 1 },
  number: { mostElements: 0, leastBytes: 1 },
};

/** @returns `undefined` where rules see nothing: no type is declared */
export function sizeOf(schema: ApiSchema, isRoot = false): Size | undefined {
  const shape = structural(schema, isRoot);
  if (shape.isIntOrString) return { mostElements: mostCharacters(schema) ?? mostTextBytes, leastBytes: 1 };
  if (shape.type === 'string') return sizeOfText(schema);
  if (shape.type === 'array') return sizeOfList(schema, shape);
  if (shape.type === 'object')
    return shape.values === undefined ? sizeOfObject(schema, shape) : sizeOfMap(schema, shape.values);
  return scalars[shape.type];
}

function sizeOfText(schema: ApiSchema): Size {
  const { format, enum: allowed } = schema;
  if (format === 'byte') return { mostElements: limit(schema, 'maxLength') ?? mostTextBytes, leastBytes: 2 };
  const known = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known !== undefined) return known;
  const listed = Array.isArray(allowed) && allowed.length > 0 ? allowed : undefined;
  const longest = listed?.map((text) => (typeof text === 'string' ? Buffer.byteLength(text) : 0));
  const mostElements = mostCharacters(schema) ?? (longest ? Math.max(...longest) : mostTextBytes);
  return { mostElements, leastBytes: 2 };
}

function sizeOfList(schema: ApiSchema, { items }: Structural): Size | undefined {
  const element = items && sizeOf(items);
  if (element === undefined) return undefined;
  const most = limit(schema, 'maxItems') ?? Math.floor(mostTextBytes / (element.leastBytes + 1));
  return { mostElements: most, leastBytes: 2, element };
}

function sizeOfMap(schema: ApiSchema, values: ApiSchema): Size | undefined {
  const element = sizeOf(values);
  if (element === undefined) return undefined;
  const most = limit(schema, 'maxProperties') ?? Math.floor(mostTextBytes / (element.leastBytes + 6));
  return { mostElements: most, leastBytes: 2, element, isMap: true };
}

function sizeOfObject(schema: ApiSchema, { properties }: Structural): Size {
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const fields = new Map<string, Size>();
  let leastBytes = 2;
  for (const [name, field] of properties ?? []) {
    const size = sizeOf(field);
    if (size === undefined) continue;
    const spelt = escapeName(name);
    if (spelt !== undefined) fields.set(spelt, size);
    const isWritten = required.has(name) && (field['default'] ?? null) === null;
    if (isWritten) leastBytes += Buffer.byteLength(name) + size.leastBytes + 4;
  }
  return { mostElements: 0, leastBytes, fields };
}

function mostCharacters(schema: ApiSchema): number | undefined {
  const most = limit(schema, 'maxLength');
  return most === undefined ? undefined : most * bytesPerCodePoint;
}

function limit(schema: ApiSchema, keyword: 'maxItems' | 'maxLength' | 'maxProperties'): number | undefined {
  const most = schema[keyword];
  return typeof most === 'number' ? Math.max(0, most) : undefined;
}

/** How often a value of a size may be in one request, if nothing else limits it. */
export function mostOccurrences({ leastBytes }: Size): number {
  return Math.floor(mostRequestBytes / (leastBytes + 1));
}

/** The size at the end of steps from the root: fields, `@items`, `@values`, `@keys`. */
export function sizeAt(root: Size, steps: readonly string[]): Size | undefined {
  let size: Size | undefined = root;
  for (const step of steps) {
    if (step === '@items' || step === '@values') size = size.element;
    else if (step === '@keys') size = size.isMap ? { mostElements: 0, leastBytes: 2 } : undefined;
    else size = size.fields?.get(step);
    if (size === undefined) return undefined;
  }
  return size;
}
