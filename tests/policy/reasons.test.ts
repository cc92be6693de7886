import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectedRefusals, reasonNames } from './reasons.ts';

/** What a real API server answers; tests/lab/real/policy-reasons.test.ts records it. */
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, 'parity', 'reasons.json'), 'utf8'),
) as unknown;

test('a denial has the reason and code of the answer that the API server gives', () => {
  expect(Object.keys(expectedRefusals())).toEqual(reasonNames);
  expect(expectedRefusals()).toEqual(recorded);
});
