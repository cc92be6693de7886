import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  inThousandths,
  parseQuantity,
  type Quantity,
} from '../../src/manifest/quantity.ts';

function quantity(text: string | number): Quantity {
  const parsed = parseQuantity(text);
  if (parsed === undefined) throw new Error(`${text} is no quantity`);
  return parsed;
}

// Each pair was printed by k8s.io/apimachinery v0.34.3.
test.each([
  ['1.5Gi', '1536Mi'],
  ['0.1', '100m'],
  ['100m', '100m'],
  ['1000m', '1'],
  ['1024', '1024'],
  ['1024Ki', '1Mi'],
  ['0.5Ki', '512'],
  ['1023Ki', '1023Ki'],
  ['1500', '1500'],
  ['1e3', '1e3'],
  ['12e4', '120e3'],
  ['+5.', '5'],
  ['-0.5e21', '-500e18'],
  ['0.0000000001', '1n'],
  ['2267.947185533', '2267947185533n'],
  ['1024E', '1024E'],
  ['9Ei', '9223372036854775807'],
  ['0Gi', '0'],
  ['858.21e5', '85821e3'],
])('%s is written %s', (text, canonical) => {
  expect(formatQuantity(quantity(text))).toBe(canonical);
  expect(canonicalQuantity(text)).toBe(canonical);
});

test.each(['', '.', '-', 'M', '1 Gi', '1ki', '1K', '1gb', '1..2', '1e', '1Gi2', 'abc', '0x10', '1e99999'])(
  '%j is no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  },
);

test('JSON numbers are quantities', () => {
  expect(formatQuantity(quantity(0.25))).toBe('250m');
});

test('thousandths are rounded to away from zero', () => {
  const rounded = (text: string): string => formatQuantity(inThousandths(quantity(text)));
  expect(['100u', '-100u', '1.2m', '0.1234Gi', '2m', '1Gi', '0'].map(rounded)).toEqual([
    '1m',
    '-1m',
    '2m',
    '132499741082m',
    '2m',
    '1Gi',
    '0',
  ]);
});

test('comparison is by value', () => {
  expect(compareQuantities(quantity('1Gi'), quantity('1G'))).toBe(1);
  expect(compareQuantities(quantity('1000m'), quantity('1'))).toBe(0);
  expect(compareQuantities(quantity('-1'), quantity('1n'))).toBe(-1);
});

describe('laws', () => {
  const written = fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.nat(),
      fc.nat({ max: 999 }),
      fc.constantFrom(...'numkMGTP'.split(''), '', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-3'),
    )
    .map(([sign, whole, fraction, suffix]) => `${sign}${whole}.${fraction}${suffix}`);

  test('the canonical form has the same value, and is its own canonical form', () => {
    fc.assert(
      fc.property(written, (text) => {
        const canonical = formatQuantity(quantity(text));
        expect(quantity(canonical).nano).toBe(quantity(text).nano);
        expect(formatQuantity(quantity(canonical))).toBe(canonical);
        expect(canonical).not.toMatch(/\./);
      }),
    );
  });
  test('short quantities have one canonical form, however it is found', () => {
    for (const suffix of ['', ...'numkMGTPE', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']) {
      for (const whole of [0, 1, 7, 8, 9, 10, 99, 100, 512, 999, 1000, 1023, 1024]) {
        const text = `${whole}${suffix}`;
        expect(canonicalQuantity(text)).toBe(formatQuantity(quantity(text)));
      }
    }
  });
  test('comparison agrees with exact arithmetic', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(-(10n ** 15n), 10n ** 15n), (a, b) => {
        expect(compareQuantities(quantity(`${a}m`), quantity(`${b}m`))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});
