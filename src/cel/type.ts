/** CEL's types as the checker sees them. */

export type Kind =
  | 'any'
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'error'
  | 'int'
  | 'list'
  | 'map'
  | 'null'
  | 'opaque'
  | 'parameter'
  | 'string'
  | 'struct'
  | 'timestamp'
  | 'type'
  | 'uint';

export interface Type {
  readonly kind: Kind;
  /** Name at run time, e.g. `google.protobuf.Timestamp`, or name of the type parameter. */
  readonly name: string;
  readonly parameters: readonly Type[];
}

function simple(kind: Kind, name: string = kind): Type {
  return { kind, name, parameters: [] };
}

export const boolType = simple('bool');
export const bytesType = simple('bytes');
export const doubleType = simple('double');
export const durationType = simple('duration', 'google.protobuf.Duration');
export const dynType = simple('dyn');
export const errorType = simple('error', '*error*');
export const intType = simple('int');
export const nullType = simple('null', 'null_type');
export const stringType = simple('string');
export const timestampType = simple('timestamp', 'google.protobuf.Timestamp');
export const uintType = simple('uint');

export function listType(element: Type): Type {
  return { kind: 'list', name: 'list', parameters: [element] };
}

export function mapType(key: Type, value: Type): Type {
  return { kind: 'map', name: 'map', parameters: [key, value] };
}

export function optionalType(value: Type): Type {
  return { kind: 'opaque', name: 'optional_type', parameters: [value] };
}

/** A type with fields that the environment declares, or Kubernetes' own values that have none. */
export function structType(name: string): Type {
  return simple('struct', name);
}

function opaqueType(name: string, ...parameters: readonly Type[]): Type {
  return { kind: 'opaque', name, parameters };
}

function typeParameter(name: string): Type {
  return simple('parameter', name);
}

export function typeOfType(type: Type): Type {
  return { kind: 'type', name: 'type', parameters: [type] };
}

const typeType: Type = simple('type');

/** First, second parameter of a list, map or optional; `dyn` when there is none. */
export function parameterOf(type: Type, index: 0 | 1 = 0): Type {
  return type.parameters[index] ?? dynType;
}

export function isDyn(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'any';
}

export function isOptional(type: Type): boolean {
  return type.kind === 'opaque' && type.name === 'optional_type';
}

/** Same kind, name and parameters. */
export function isExactType(a: Type, b: Type): boolean {
  if (a === b) return true;
  return a.kind === b.kind && a.name === b.name && sameParameters(a, b, isExactType);
}

/** As {@link isExactType}, whatever type parameters are called. */
export function isEquivalentType(a: Type, b: Type): boolean {
  if (a.kind !== b.kind || (a.kind !== 'parameter' && a.name !== b.name)) return false;
  return sameParameters(a, b, isEquivalentType);
}

function sameParameters(a: Type, b: Type, same: (a: Type, b: Type) => boolean): boolean {
  if (a.parameters.length !== b.parameters.length) return false;
  return a.parameters.every((parameter, index) => same(parameter, b.parameters[index] as Type));
}

const displayNames: Partial<Record<Kind, string>> = {
  any: 'any',
  duration: 'duration',
  error: '!error!',
  null: 'null',
  timestamp: 'timestamp',
};

/** As messages of the checker show a type: `map(string, list(int))`. */
export function formatType(type: Type): string {
  const name = displayNames[type.kind] ?? type.name;
  if (type.parameters.length === 0) return name;
  return `${name}(${type.parameters.map(formatType).join(', ')})`;
}

const scalars = new Map(
  [boolType, bytesType, doubleType, dynType, intType, stringType, uintType].map((type) => [type.name, type]),
);
scalars.set('duration', durationType);
scalars.set('timestamp', timestampType);
scalars.set('null', nullType);
scalars.set('type', typeType);

/**
 * Reads a type as library declarations write it: `int`, `list(A)`, `map(string, list(string))`, `optional(A)`, `net.IP`
 * (opaque), `kubernetes.URL` (struct), `tuple(int, A)`. One capital letter is a type parameter.
 */
export function parseType(text: string): Type {
  const open = text.indexOf('(');
  const name = open === -1 ? text : text.slice(0, open);
  const parameters = open === -1 ? [] : splitParameters(text.slice(open + 1, -1)).map(parseType);
  const [first = dynType, second = dynType] = parameters;
  if (name === 'list') return listType(first);
  if (name === 'map') return mapType(first, second);
  if (name === 'optional') return optionalType(first);
  if (name === 'type' && parameters.length > 0) return typeOfType(first);
  if (name === 'tuple') return opaqueType(name, ...parameters);
  if (/^[A-Z]$/.test(name)) return typeParameter(name);
  return scalars.get(name) ?? (name.startsWith('net.') ? opaqueType(name) : structType(name));
}

function splitParameters(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
