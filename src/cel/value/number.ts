/** Ranges of CEL's integers and conversions between numbers, as cel-go's (`common/types/overflow.go`). */
import { CelError, Uint } from './value.ts';

export const minInt = -(2n ** 63n);
export const maxInt = 2n ** 63n - 1n;
export const maxUint = 2n ** 64n - 1n;

export const integerOverflow = new CelError('integer overflow');
export const unsignedOverflow = new CelError('unsigned integer overflow');

export function checkedInt(value: bigint): bigint | CelError {
  return value < minInt || value > maxInt ? integerOverflow : value;
}

export function checkedUint(value: bigint): Uint | CelError {
  return value < 0n || value > maxUint ? unsignedOverflow : new Uint(value);
}

/** Without its fraction. The largest and smallest int64 are no doubles: what rounds to them is refused. */
export function doubleToInt(value: number): bigint | CelError {
  if (!(value > -(2 ** 63) && value < 2 ** 63)) return integerOverflow;
  return BigInt(Math.trunc(value));
}

export function doubleToUint(value: number): Uint | CelError {
  if (!(value >= 0 && value < 2 ** 64)) return unsignedOverflow;
  return new Uint(BigInt(Math.trunc(value)));
}

/** The int that a double is, if it is one exactly. */
export function losslessInt(value: number): bigint | undefined {
  const int = doubleToInt(value);
  return typeof int === 'bigint' && Number.isInteger(value) ? int : undefined;
}

export function losslessUint(value: number): bigint | undefined {
  const uint = doubleToUint(value);
  return uint instanceof Uint && Number.isInteger(value) ? uint.value : undefined;
}

/** As Go prints a float with `%g`: the shortest digits, an exponent below 1e-4 and from 1e6. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 6) {
    const magnitude = String(Math.abs(power)).padStart(2, '0');
    return `${digits}e${power < 0 ? '-' : '+'}${magnitude}`;
  }
  return plainDigits(value);
}

/** All digits, no exponent, as few as identify the number. */
export function plainDigits(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(exponent) + 1;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`.replace(/\.0+$/, '');
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
