/**
 * From so much to so much: of sizes and of costs. The API server counts in unsigned 64-bit integers and stops at the
 * largest, here at the number next to that.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export const largest = 2 ** 64;

export const unknownRange: Range = { min: 0, max: largest };
export const noCost: Range = exactly(0);

export function exactly(value: number): Range {
  return { min: value, max: value };
}

export function plus(a: Range, b: Range): Range {
  return { min: capped(a.min + b.min), max: capped(a.max + b.max) };
}

export function times(a: Range, b: Range): Range {
  return { min: product(a.min, b.min), max: product(a.max, b.max) };
}

/** Rounded up. */
export function scaled({ min, max }: Range, factor: number): Range {
  return { min: capped(Math.ceil(min * factor)), max: capped(Math.ceil(max * factor)) };
}

/** Whatever either may be. */
export function union(a: Range, b: Range): Range {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

export function product(a: number, b: number): number {
  return capped(a * b);
}

function capped(value: number): number {
  return Math.min(value, largest);
}
