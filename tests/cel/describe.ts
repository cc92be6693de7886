import { type Outcome } from '../../src/cel/cel.ts';
import { compareStrings } from '../../src/cel/value/equality.ts';
import { formatTimestamp } from '../../src/cel/value/time.ts';
import {
  Duration,
  isError,
  ListValue,
  MapValue,
  Opaque,
  OptionalValue,
  type Result,
  Timestamp,
  TypeValue,
  Uint,
  Undecided,
} from '../../src/cel/value/value.ts';

/** A value as tools/cel-oracle writes it: a tag and a text, or parts. */
function describe(value: Result): unknown {
  if (isError(value)) return ['error', value.message];
  switch (typeof value) {
    case 'bigint':
      return ['int', String(value)];
    case 'boolean':
      return ['bool', value];
    case 'string':
      return ['string', value];
    case 'number':
      return ['double', doubleBits(value)];
    default:
      return describeObject(value);
  }
}

function doubleBits(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Number.isNaN(value) ? '7ff8000000000001' : bytes.toString('hex');
}

function describeObject(value: Exclude<Result, bigint | boolean | number | string>): unknown {
  if (value === null) return ['null'];
  if (value instanceof Uint) return ['uint', String(value.value)];
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('hex')];
  if (value instanceof Duration) return ['duration', String(value.nanoseconds)];
  if (value instanceof Timestamp) return ['timestamp', formatTimestamp(new Timestamp(value.nanoseconds))];
  if (value instanceof TypeValue) return ['type', value.typeName];
  if (value instanceof OptionalValue) {
    return value.value === undefined ? ['optional'] : ['optional', describe(value.value)];
  }
  if (value instanceof ListValue) return ['list', [...value.items()].map(describe)];
  if (value instanceof MapValue) {
    const entries = [...value.keys()].map((key) => [describe(key), describe(value.find(key) ?? null)]);
    return ['map', entries.toSorted(([a], [b]) => compareStrings(JSON.stringify(a), JSON.stringify(b)))];
  }
  return value instanceof Opaque ? [value.typeName] : ['?'];
}

/** A list that is made from a map has no order to tell. */
function describeValue(value: Result): unknown {
  try {
    return { value: describe(value) };
  } catch (error) {
    if (error instanceof Undecided) return { undecided: error.message };
    throw error;
  }
}

export function describeOutcome(outcome: Outcome): unknown {
  if (outcome.outcome === 'value') return describeValue(outcome.value);
  return outcome.outcome === 'error' ? { error: outcome.message } : { undecided: outcome.reason };
}
