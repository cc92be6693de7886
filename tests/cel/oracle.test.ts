import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Answer, ask, type Subject } from './engine.ts';

interface Recorded extends Subject {
  readonly outcomes: Readonly<Record<string, Answer>>;
}

/** What the API server's own packages answered; `node scripts/cel-oracle.ts` asks them again. */
const table = JSON.parse(readFileSync(new URL('oracle.json', import.meta.url), 'utf8')) as Recorded[];

/** Wordings that are this engine's own: of syntax errors, of Go's types, of crashes. */
const ownWords = /Syntax error|invalid qualifier type|^panic: |error parsing regexp/;

test.each(table.map((recorded, index) => [index, recorded] as const))(
  'Group %i: every expression comes to what it comes to in the API server',
  (_index, { outcomes, ...subject }) => {
    let undecided = 0;
    for (const [expression, expected] of Object.entries(outcomes)) {
      const answer = ask(expression, subject);
      const hasOwnWords = ownWords.test(expected.refused ?? expected.error ?? '');
      if (answer.undecided !== undefined) undecided += 1;
      else if (hasOwnWords) expect(Object.keys(answer), expression).toEqual(Object.keys(expected));
      else expect({ expression, ...answer }).toEqual({ expression, ...expected });
    }
    expect(undecided / Object.keys(outcomes).length).toBeLessThan(0.02);
  },
);
