import { expect, test } from 'vitest';
import { isNetworkWithin } from '../../src/manifest/network.ts';

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.1.0.0/16', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['fd00:1::/32', 'fd00::/8', true],
  ['10.0.0.0/16', '::/0', false],
  ['10.0.0.0/99', '0.0.0.0/99', false],
  ['anywhere', '0.0.0.0/0', false],
])('%s is within %s: %s', (one, wider, expected) => {
  expect(isNetworkWithin(one, wider)).toBe(expected);
});
