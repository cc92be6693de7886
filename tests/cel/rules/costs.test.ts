import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ruleMistakes } from '../../../src/cel/rules/mistakes.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { costGroups, costsHere, hashOf } from './cost-groups.ts';

/** What the API server's own packages answered; `node scripts/costs-oracle.ts` asks them again. */
const recorded = JSON.parse(readFileSync(new URL('costs.json', import.meta.url), 'utf8')) as readonly {
  readonly name: string;
  readonly hash: string;
  readonly costs: readonly number[];
}[];
const groups = costGroups(loadFacts());

test('the answers are to the questions that are asked now', () => {
  const asked = groups.map((group) => ({ name: group.name, hash: hashOf(group) }));
  expect(asked, 'run: node scripts/costs-oracle.ts').toEqual(
    recorded.map(({ name, hash }) => ({ name, hash })),
  );
  expect(recorded.flatMap(({ costs }) => costs).length).toBeGreaterThan(1300);
});

describe('rules may cost what the API server reckons', () => {
  test.for([...groups.entries()])('%#', ([index, group]) => {
    expect(costsHere(group)).toEqual(recorded[index]?.costs);
  });
});

test('no definition that is in use costs too much', () => {
  const inUse = groups.filter(({ name }) => name.includes('/') && !name.includes('without'));
  expect(inUse.flatMap(({ schema }) => ruleMistakes(schema))).toEqual([]);
});

describe('what the API server refuses', () => {
  const ruled = (rule: string, limits: object = {}) => ({
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: { names: { type: 'array', items: { type: 'string' }, ...limits } },
        'x-kubernetes-validations': [{ rule }],
      },
    },
  });
  const quadratic = 'self.names.all(one, self.names.exists_one(other, other == one))';

  test('a rule that may cost too much, and with it the sum', () => {
    expect(ruleMistakes(ruled(quadratic))).toEqual([
      {
        path: ['properties', 'spec', 'x-kubernetes-validations', 0, 'rule'],
        message: 'may cost more than 1000000000 units',
        allowed: 'at most 10000000 units; maxItems, maxProperties and maxLength make it less',
      },
      {
        path: [],
        message:
          'has rules (most of all properties.spec.x-kubernetes-validations[0].rule) that may cost more than 10000000000 units',
        allowed: 'at most 100000000 units; maxItems, maxProperties and maxLength make it less',
      },
    ]);
    expect(ruleMistakes(ruled(quadratic, { maxItems: 20 }))).toMatchObject([
      { message: expect.stringMatching(/^may cost \d+ units$/) as string },
      {},
    ]);
  });

  test('limits make the same rule good', () => {
    const limited = { maxItems: 20, items: { type: 'string', maxLength: 50 } };
    expect(ruleMistakes(ruled(quadratic, limited))).toEqual([]);
  });
});
