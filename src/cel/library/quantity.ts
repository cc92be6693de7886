/** Kubernetes' quantities: `quantity('1.5Gi').isGreaterThan(quantity('1G'))`. */
import { remembering } from '../../manifest/remember.ts';
import { oneTraversal } from '../evaluate/cost.ts';
import { CelError, noSuchOverload, Opaque, type Result, Undecided } from '../value/value.ts';
import { type Amount, addAmounts, approximate, compareAmounts, integerOf, parseAmount } from './amount.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';

class QuantityValue extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly amount: Amount;
  /** A sum or difference; the API server refuses to compare with one on the right of `==`. */
  readonly isComputed: boolean;

  constructor(amount: Amount, isComputed = false) {
    super();
    this.amount = amount;
    this.isComputed = isComputed;
  }

  equals(other: Opaque): boolean | CelError {
    if (!(other instanceof QuantityValue) || other.isComputed) return noSuchOverload;
    return order(this, other) === 0n;
  }
}

const malformed = new CelError(
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
);
const unknownSuffix = new CelError("unable to parse quantity's suffix");

const rememberedTexts = 1000;

const toQuantity = remembering((text): CelError | QuantityValue => {
  const amount = parseAmount(text);
  if (amount !== undefined) return new QuantityValue(amount);
  if (mayBeRead(text)) throw new Undecided(`'${text}' is a quantity to some readers only`);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)[eEinumkKMGTP]+[-+]?\d*$/.test(text) ? unknownSuffix : malformed;
}, rememberedTexts);

/** What the API server reads, and this engine does not: no digits (but something), or a very large exponent. */
function mayBeRead(text: string): boolean {
  if (text === '') return false;
  return (
    /^[+-]?\.?(?:[KMGTPE]i|[numkMGTPE])?$/.test(text) ||
    /^[+-]?(?:\d+\.?\d*|\.\d+|\.?)[eE][+-]?\d+$/.test(text)
  );
}

function isQuantity(text: string): Result {
  return toQuantity(text) instanceof QuantityValue;
}

const notInteger = new CelError('cannot convert value to integer');

function sign({ amount: { value } }: QuantityValue): Result {
  return value < 0n ? -1n : value > 0n ? 1n : 0n;
}

function order(a: QuantityValue, b: QuantityValue): bigint {
  return compareAmounts(a.amount, b.amount);
}

function add(a: QuantityValue, b: QuantityValue): QuantityValue {
  return new QuantityValue(addAmounts(a.amount, b.amount), true);
}

function subtract(a: QuantityValue, { amount }: QuantityValue): QuantityValue {
  return new QuantityValue(addAmounts(a.amount, { ...amount, value: -amount.value }), true);
}

function whole(value: bigint): QuantityValue {
  return new QuantityValue({ value, exponent: 0, isSmall: true });
}

const type = 'kubernetes.Quantity';

export const quantityLibrary: readonly FunctionDeclaration[] = [
  declare('quantity', [overload('string_to_quantity', `(string): ${type}`, toQuantity)], {
    cost: oneTraversal,
  }),
  declare('isQuantity', [overload('is_quantity_string', '(string): bool', isQuantity, oneTraversal)]),
  declare('sign', [overload('quantity_sign', `(${type}): int`, sign)]),
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
  declare('asApproximateFloat', [
    overload('quantity_get_float', `${type}.(): double`, ({ amount }: QuantityValue) => approximate(amount)),
  ]),
  declare('asInteger', [
    overload(
      'quantity_get_int',
      `${type}.(): int`,
      ({ amount }: QuantityValue) => integerOf(amount) ?? notInteger,
    ),
  ]),
  declare('isInteger', [
    overload(
      'quantity_is_integer',
      `${type}.(): bool`,
      ({ amount }: QuantityValue) => integerOf(amount) !== undefined,
    ),
  ]),
  declare('add', [
    overload('quantity_add', `${type}.(${type}): ${type}`, add),
    overload('quantity_add_int', `${type}.(int): ${type}`, (a: QuantityValue, b: bigint) => add(a, whole(b))),
  ]),
  declare('sub', [
    overload('quantity_sub', `${type}.(${type}): ${type}`, subtract),
    overload('quantity_sub_int', `${type}.(int): ${type}`, (a: QuantityValue, b: bigint) =>
      subtract(a, whole(b)),
    ),
  ]),
];
