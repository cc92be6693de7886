import { isBase64, isRfc3339, isRfc3339Micro } from '../manifest/formats.ts';
import { isQuantity } from '../manifest/quantity.ts';
import { describe } from './describe.ts';
import type { SchemaNode, SchemaType } from './node.ts';
import type { Complaint } from './problems.ts';

const typeNames: Readonly<Record<SchemaType, string>> = {
  any: 'any value',
  array: 'a list',
  boolean: 'true or false',
  'int-or-string': 'an integer or a string',
  integer: 'an integer',
  'micro-time': 'a time',
  number: 'a number',
  object: 'an object',
  quantity: 'a quantity',
  string: 'a string',
  time: 'a time',
};

const int32Limit = 2 ** 31;
const int64Limit = 2 ** 63;

/** Whether a value that is no list and no object has the type that its schema wants. */
export function checkScalarType(value: unknown, node: SchemaNode): Complaint | undefined {
  switch (node.type) {
    case 'any':
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType(value, node.type);
    case 'number':
      return typeof value === 'number' ? undefined : wrongType(value, node.type);
    case 'string':
      return typeof value === 'string' ? checkBase64(value, node) : wrongType(value, node.type);
    case 'integer':
      return Number.isInteger(value) ? checkRange(value as number, node) : wrongType(value, node.type);
    case 'int-or-string':
      if (typeof value === 'string') return undefined;
      return Number.isInteger(value) ? checkRange(value as number, node) : wrongType(value, node.type);
    case 'quantity':
      return checkQuantity(value);
    case 'time':
    case 'micro-time':
      return checkTime(value, node.type);
    default:
      return wrongType(value, node.type);
  }
}

export function wrongType(value: unknown, type: SchemaType): Complaint {
  const next = hint(value, type);
  return {
    rule: 'wrong-type',
    message: `must be ${typeNames[type]}, not ${describe(value)}`,
    value,
    allowed: typeNames[type],
    ...(next !== undefined && { next }),
  };
}

function hint(value: unknown, type: SchemaType): string | undefined {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return 'write it in quotes';
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean' && /^(?:true|false)$/i.test(value)) return 'remove the quotes';
  if ((type === 'integer' || type === 'number') && /^-?\d+(?:\.\d+)?$/.test(value))
    return 'remove the quotes';
  return undefined;
}

/** Custom resources: the API server ignores the format int32, but Go controllers cannot decode what exceeds it. */
function checkRange(value: number, node: SchemaNode): Complaint | undefined {
  const is32Bit =
    node.schema['format'] === 'int32' || (node.mode === 'builtin' && node.type === 'int-or-string');
  if (value < -int64Limit || value >= int64Limit) return outOfRange(value, '-2^63 to 2^63-1');
  if (!is32Bit || (value >= -int32Limit && value < int32Limit)) return undefined;
  const complaint = outOfRange(value, '-2147483648 to 2147483647');
  return node.mode === 'builtin' ? complaint : { ...complaint, severity: 'warning' };
}

function outOfRange(value: number, allowed: string): Complaint {
  return { rule: 'invalid-value', message: `${value} is out of range`, value, allowed };
}

function checkQuantity(value: unknown): Complaint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return wrongType(value, 'quantity');
  if (isQuantity(value)) return undefined;
  return {
    rule: 'format',
    message: `${describe(value)} is not a quantity`,
    value,
    allowed: 'a number with an optional suffix n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or exponent',
  };
}

function checkTime(value: unknown, type: 'time' | 'micro-time'): Complaint | undefined {
  if (typeof value !== 'string') return wrongType(value, type);
  if (type === 'time' ? isRfc3339(value) : isRfc3339Micro(value)) return undefined;
  const example = type === 'time' ? '2026-01-31T09:30:00Z' : '2026-01-31T09:30:00.000000Z';
  return {
    rule: 'format',
    message: `${describe(value)} is not a time`,
    value,
    allowed: `RFC 3339, as ${example}`,
  };
}

function checkBase64(value: string, node: SchemaNode): Complaint | undefined {
  if (node.mode !== 'builtin' || node.schema['format'] !== 'byte') return undefined;
  if (isBase64(value.replaceAll(/[\r\n]/g, ''))) return undefined;
  return {
    rule: 'format',
    message: `${describe(value)} is not base64`,
    value,
    allowed: 'base64 with padding',
  };
}
