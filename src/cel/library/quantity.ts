/** Kubernetes' quantities: `quantity('1.5Gi').isGreaterThan(quantity('1G'))`. */
import { compareQuantities, parseQuantity, type Quantity } from '../../manifest/quantity.ts';
import { oneTraversal } from '../evaluate/cost.ts';
import { maxInt, minInt } from '../value/number.ts';
import { CelError, Opaque, type Result, Undecided } from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';

export const nanoPerUnit = 1_000_000_000n;

class QuantityValue extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly quantity: Quantity;

  constructor(quantity: Quantity) {
    super();
    this.quantity = quantity;
  }

  equals(other: Opaque): boolean {
    return other instanceof QuantityValue && compareQuantities(this.quantity, other.quantity) === 0;
  }
}

const malformed = new CelError(
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
);
const unknownSuffix = new CelError("unable to parse quantity's suffix");
const empty = new CelError('empty string');

function toQuantity(text: string): CelError | QuantityValue {
  const quantity = parseQuantity(text);
  if (quantity !== undefined) return new QuantityValue(quantity);
  if (text === '') return empty;
  if (mayBeRead(text)) throw new Undecided(`'${text}' is a quantity to some readers only`);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)[eEinumkKMGTP]+[-+]?\d*$/.test(text) ? unknownSuffix : malformed;
}

/** What the API server reads, and this engine does not: no digits, or a very large exponent. */
function mayBeRead(text: string): boolean {
  return (
    /^[+-]?\.?(?:[KMGTPE]i|[numkMGTPE])?$/.test(text) ||
    /^[+-]?(?:\d+\.?\d*|\.\d+|\.?)[eE][+-]?\d+$/.test(text)
  );
}

function isQuantity(text: string): Result {
  return toQuantity(text) instanceof QuantityValue;
}

/** The whole number that a quantity is, if it is one and fits. */
function integerOf({ quantity: { nano } }: QuantityValue): bigint | undefined {
  const value = nano / nanoPerUnit;
  return nano % nanoPerUnit === 0n && value >= minInt && value <= maxInt ? value : undefined;
}

const notInteger = new CelError('cannot convert value to integer');

function asFloat({ quantity: { nano } }: QuantityValue): Result {
  const whole = nano / nanoPerUnit;
  // Division rounds once, and both operands are exact doubles, so that the result is the nearest double.
  if (nano % nanoPerUnit === 0n) return Number(whole);
  return Number(nano) / 1e9;
}

function plus({ quantity }: QuantityValue, nano: bigint): QuantityValue {
  return new QuantityValue({ ...quantity, nano: quantity.nano + nano });
}

function order(a: QuantityValue, b: QuantityValue): bigint {
  const outcome = compareQuantities(a.quantity, b.quantity);
  return outcome < 0 ? -1n : outcome > 0 ? 1n : 0n;
}

const type = 'kubernetes.Quantity';

export const quantityLibrary: readonly FunctionDeclaration[] = [
  declare('quantity', [overload('string_to_quantity', `(string): ${type}`, toQuantity)], {
    cost: oneTraversal,
  }),
  declare('isQuantity', [overload('is_quantity_string', '(string): bool', isQuantity, oneTraversal)]),
  declare('sign', [
    overload('quantity_sign', `(${type}): int`, ({ quantity: { nano } }: QuantityValue) =>
      nano < 0n ? -1n : nano > 0n ? 1n : 0n,
    ),
  ]),
  declare('isGreaterThan', [
    overload(
      'quantity_is_greater_than',
      `${type}.(${type}): bool`,
      (a: QuantityValue, b: QuantityValue) => order(a, b) === 1n,
    ),
  ]),
  declare('isLessThan', [
    overload(
      'quantity_is_less_than',
      `${type}.(${type}): bool`,
      (a: QuantityValue, b: QuantityValue) => order(a, b) === -1n,
    ),
  ]),
  declare('compareTo', [overload('quantity_compare_to', `${type}.(${type}): int`, order)]),
  declare('asApproximateFloat', [overload('quantity_get_float', `${type}.(): double`, asFloat)]),
  declare('asInteger', [
    overload('quantity_get_int', `${type}.(): int`, (value: QuantityValue) => integerOf(value) ?? notInteger),
  ]),
  declare('isInteger', [
    overload(
      'quantity_is_integer',
      `${type}.(): bool`,
      (value: QuantityValue) => integerOf(value) !== undefined,
    ),
  ]),
  declare('add', [
    overload('quantity_add', `${type}.(${type}): ${type}`, (a: QuantityValue, b: QuantityValue) =>
      plus(a, b.quantity.nano),
    ),
    overload('quantity_add_int', `${type}.(int): ${type}`, (a: QuantityValue, b: bigint) =>
      plus(a, b * nanoPerUnit),
    ),
  ]),
  declare('sub', [
    overload('quantity_sub', `${type}.(${type}): ${type}`, (a: QuantityValue, b: QuantityValue) =>
      plus(a, -b.quantity.nano),
    ),
    overload('quantity_sub_int', `${type}.(int): ${type}`, (a: QuantityValue, b: bigint) =>
      plus(a, -b * nanoPerUnit),
    ),
  ]),
];
