import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { warningsOf } from './answer.ts';
import { checkedPolicies } from './corpus.ts';

/** What the API server's own type checker noted; `node scripts/types-oracle.ts` asks it again. */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
  readonly hash: string;
  readonly noted: readonly (readonly string[])[];
};
const facts = loadFacts();
const policies = checkedPolicies(facts);

test('the answers are about the policies that are checked now', () => {
  const hash = createHash('sha256').update(JSON.stringify(policies)).digest('hex');
  expect(hash, 'run: node scripts/types-oracle.ts').toBe(recorded.hash);
});

test('every mistake is told that the API server notes, and no other', () => {
  expect(warningsOf(policies, facts)).toEqual(recorded.noted);
});
