/**
 * Kubernetes quantities (`100m`, `1.5Gi`, `2e3`), exactly: no floating point. Grammar, rounding and canonical form are
 * those of `k8s.io/apimachinery/pkg/api/resource` (quantity.go, suffix.go).
 */

export type QuantityFormat = 'decimalSI' | 'binarySI' | 'decimalExponent';

export interface Quantity {
  /** The value in units of 10⁻⁹, the finest step there is; what is finer is rounded away from zero. */
  readonly nano: bigint;
  /** The family of suffixes it was written with. */
  readonly format: QuantityFormat;
}

const nanoPerUnit = 10n ** 9n;
const nanoPerThousandth = 10n ** 6n;

/** Powers of ten. */
const decimalSuffixes = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 } as const;
/** Powers of 1024. */
const binarySuffixes = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 } as const;

/**
 * Two oddities of upstream are left out, in favour of an error: text without digits (`M` is 0 there), and exponents
 * beyond 999.
 */
const grammar = /^([-+]?)(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([-+]?\d{1,3}))$/;

/** Most quantities are in canonical form already: of these that is certain at a glance. */
const plainlyCanonical = /^[1-9]\d{0,2}(?:[numkMGTPE]|[KMGTP]i)?$/;

/** Binary quantities are capped at what an `int64` holds; decimal ones, upstream, are not. */
const largest = (2n ** 63n - 1n) * nanoPerUnit;

export function isQuantity(text: string | number): boolean {
  return grammar.test(String(text));
}

/** `undefined` when the text is no quantity. Also takes JSON numbers, which manifests may hold instead. */
export function parseQuantity(text: string | number): Quantity | undefined {
  const match = grammar.exec(String(text));
  if (match === null) return undefined;
  const [, sign, digits = '', binary, decimal, exponent] = match;
  const format = binary !== undefined ? 'binarySI' : exponent !== undefined ? 'decimalExponent' : 'decimalSI';
  const [whole = '', fraction = ''] = digits.split('.');
  const significand = BigInt(whole + fraction);
  const power = exponent !== undefined ? Number(exponent) : powerOfTen(decimal);
  const multiplier = binary === undefined ? 1n : 1024n ** BigInt(powerOf1024(binary));
  const exact = scale(significand * multiplier, power - fraction.length + 9);
  const magnitude = format === 'binarySI' && exact > largest ? largest : exact;
  return { nano: sign === '-' ? -magnitude : magnitude, format };
}

/** The same of what a manifest holds in place of a quantity, whatever that is. */
export function quantityOf(value: unknown): Quantity | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
}

/** What was meant by bytes in thousandths: the API server takes `512m`, which is half a byte, and no pod starts in it. */
export function bytesMeant(text: string): string | undefined {
  return /\dm$/.test(text) ? `${text.slice(0, -1)}Mi` : undefined;
}

/** Negative, zero or positive, as `Array.sort` wants it. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** The same quantity in canonical form; `undefined` when the text is none. */
export function canonicalQuantity(text: string | number): string | undefined {
  const written = String(text);
  if (plainlyCanonical.test(written)) return written;
  const quantity = parseQuantity(written);
  return quantity === undefined ? undefined : formatQuantity(quantity);
}

/** The next whole number of thousandths, away from zero, as `Quantity.RoundUp` finds it. */
export function inThousandths({ nano, format }: Quantity): Quantity {
  const rest = nano % nanoPerThousandth;
  if (rest === 0n) return { nano, format };
  return { nano: nano - rest + (nano < 0n ? -nanoPerThousandth : nanoPerThousandth), format };
}

/** Canonical: no fraction, the largest suffix that loses nothing. `1.5Gi` becomes `1536Mi`, `0.1` becomes `100m`. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const isSmall = nano > -1024n * nanoPerUnit && nano < 1024n * nanoPerUnit;
  if (format === 'binarySI' && !isSmall && nano % nanoPerUnit === 0n) return formatBinary(nano / nanoPerUnit);
  let exponent = -9;
  let significand = nano;
  const largestExponent = format === 'decimalExponent' ? Number.POSITIVE_INFINITY : 18;
  while (exponent < largestExponent && significand % 1000n === 0n) {
    significand /= 1000n;
    exponent += 3;
  }
  if (format !== 'decimalExponent') return `${significand}${decimalSuffix(exponent)}`;
  return exponent === 0 ? String(significand) : `${significand}e${exponent}`;
}

function formatBinary(units: bigint): string {
  let power = 0;
  let significand = units;
  while (power < 6 && significand % 1024n === 0n) {
    significand /= 1024n;
    power += 1;
  }
  return `${significand}${Object.entries(binarySuffixes).find(([, each]) => each === power)?.[0] ?? ''}`;
}

function decimalSuffix(exponent: number): string {
  return Object.entries(decimalSuffixes).find(([, each]) => each === exponent)?.[0] ?? '';
}

function powerOfTen(suffix: string | undefined): number {
  return decimalSuffixes[(suffix ?? '') as keyof typeof decimalSuffixes];
}

function powerOf1024(suffix: string): number {
  return binarySuffixes[suffix as keyof typeof binarySuffixes];
}

/** `value × 10^power`, rounded up. */
function scale(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
}
