import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { agrees, answersTo, type RuleAnswer } from './answer.ts';
import { hashOf, ruleGroups, type Sample } from './groups.ts';

interface Recording {
  readonly samples: readonly Sample[];
  readonly texts: readonly string[];
  readonly groups: readonly {
    readonly name: string;
    readonly hash: string;
    /** Violations and warnings, by their places among the texts. */
    readonly answers: readonly ('blocked' | readonly [readonly number[], readonly number[]])[];
  }[];
}

/** What the API server's own packages answered; `node scripts/rules-oracle.ts` asks them again. */
const recording = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Recording;
const facts = loadFacts();
const groups = ruleGroups(facts, recording.samples);

function expectedAnswers(index: number): RuleAnswer[] {
  const told = (places: readonly number[]): string[] => places.map((place) => recording.texts[place] ?? '');
  return (recording.groups[index]?.answers ?? []).map((answer) =>
    answer === 'blocked' ? { blocked: true } : { violations: told(answer[0]), warnings: told(answer[1]) },
  );
}

test('the answers are to the questions that are asked now', () => {
  const asked = groups.map((group) => ({ name: group.name, hash: hashOf(group) }));
  expect(asked, 'run: node scripts/rules-oracle.ts').toEqual(
    recording.groups.map(({ name, hash }) => ({ name, hash })),
  );
});

describe('rules say of an object what they say in the API server', () => {
  test.for([...groups.entries()])('%#', ([index, { schema, cases }]) => {
    const expected = expectedAnswers(index);
    const answers = answersTo(schema, cases, facts);
    for (const [place, answer] of answers.entries()) {
      const wanted = expected[place];
      if (answer === undefined || wanted === undefined) continue;
      if (!agrees(answer, wanted))
        expect({ case: cases[place], ...answer }).toEqual({ case: cases[place], ...wanted });
    }
    expect(answers.filter((answer) => answer === undefined).length).toBeLessThanOrEqual(cases.length * 0.02);
  });
});
