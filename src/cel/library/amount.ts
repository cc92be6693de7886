/**
 * Quantities as the API server holds them (`k8s.io/apimachinery/pkg/api/resource`): small ones as an int64 and a power
 * of ten, others as decimals. The difference shows: only the former are ever "integers".
 */
import { parseQuantity } from '../../manifest/quantity.ts';
import { maxInt, minInt } from '../value/number.ts';

/** `value × 10^exponent` */
export interface Amount {
  readonly value: bigint;
  readonly exponent: number;
  /** Held as an int64. */
  readonly isSmall: boolean;
}

const nanoExponent = -9;
const decimalExponents = new Map([...'num kMGTPE'].map((suffix, index) => [suffix.trim(), 3 * index - 9]));
const written = /^[-+]?(\d*)\.?(\d*)(?:([KMGTPE])i|([numkMGTPE]?)|[eE]([-+]?\d+))$/;

/** `undefined` when the text is no quantity that this engine reads. */
export function parseAmount(text: string): Amount | undefined {
  const quantity = parseQuantity(text);
  if (quantity === undefined) return undefined;
  const [, whole = '', fraction = '', binary, decimal = '', exponent] = written.exec(text) ?? [];
  const digits = whole.replace(/^0+(?=.)/, '') || '0';
  const small = binary === undefined ? smallDecimal() : smallBinary(binary);
  if (small === undefined) return { value: quantity.nano, exponent: nanoExponent, isSmall: false };
  return { ...small, value: text.startsWith('-') ? -small.value : small.value };

  function smallDecimal(): Amount | undefined {
    const power = exponent === undefined ? (decimalExponents.get(decimal) ?? 0) : Number(exponent);
    const scale = power - fraction.length;
    if (digits.length + fraction.length > 18 || scale < nanoExponent) return undefined;
    return { value: BigInt(digits + fraction), exponent: scale, isSmall: true };
  }

  function smallBinary(suffix: string): Amount | undefined {
    const power = 10 * ('KMGTPE'.indexOf(suffix) + 1);
    const value = BigInt(digits) << BigInt(power);
    const isShort = fraction === '' && 15 - digits.length - Math.trunc((power * 3) / 10) - 1 >= 0;
    return isShort && value <= maxInt ? { value, exponent: 0, isSmall: true } : undefined;
  }
}

function at(exponent: number, amount: Amount): bigint {
  return amount.value * 10n ** BigInt(amount.exponent - exponent);
}

export function compareAmounts(a: Amount, b: Amount): bigint {
  const exponent = Math.min(a.exponent, b.exponent);
  const [left, right] = [at(exponent, a), at(exponent, b)];
  return left < right ? -1n : left > right ? 1n : 0n;
}

export function addAmounts(a: Amount, b: Amount): Amount {
  const exponent = Math.min(a.exponent, b.exponent);
  const value = at(exponent, a) + at(exponent, b);
  if (!(a.isSmall && b.isSmall)) return { value, exponent, isSmall: false };
  if (b.value === 0n) return a;
  if (a.value === 0n) return b;
  const fits = [value, at(exponent, a), at(exponent, b)].every((each) => each >= minInt && each <= maxInt);
  return { value, exponent, isSmall: fits };
}

/** The whole number that a small amount is; `undefined` for all others. */
export function integerOf({ value, exponent, isSmall }: Amount): bigint | undefined {
  if (!isSmall || exponent < 0) return undefined;
  const integer = value * 10n ** BigInt(exponent);
  return integer >= minInt && integer <= maxInt ? integer : undefined;
}

export function approximate({ value, exponent }: Amount): number {
  return exponent === 0 ? Number(value) : Number(value) * Number(`1e${exponent}`);
}
