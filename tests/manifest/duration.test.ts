import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/manifest/duration.ts';

// Each pair was printed by Go's time.Duration.
test.each([
  ['8760h', '8760h0m0s'],
  ['1h30m', '1h30m0s'],
  ['90s', '1m30s'],
  ['1.5h', '1h30m0s'],
  ['250ms', '250ms'],
  ['1500us', '1.5ms'],
  ['1500µs', '1.5ms'],
  ['10ns', '10ns'],
  ['-1.25s', '-1.25s'],
  ['0', '0s'],
  ['.5s', '500ms'],
])('%s is written %s', (text, canonical) => {
  expect(formatDuration(parseDuration(text) ?? -1n)).toBe(canonical);
});

test.each(['', '-', '1', '1d', '1h 30m', 'h', '1hx', '300000000h'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('what was written is read back', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (nanoseconds) => {
      expect(parseDuration(formatDuration(nanoseconds))).toBe(nanoseconds);
    }),
  );
});
