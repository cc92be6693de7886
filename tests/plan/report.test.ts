import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';
import { planDocument } from '../../src/plan/report.ts';
import { formatDocument } from '../../src/report/format.ts';
import { object } from './told.ts';

const facts = loadFacts();

/** What is shown of a list of values that becomes another one. */
function shown(before: string, after: string): string[] {
  const [old, now] = [before, after].map(
    (items) => readManifests(object('e.com/v1', 'X', `spec: {items: [${items}]}`), 'm.yaml').manifests,
  );
  const plan = planOf(old ?? [], now ?? [], facts);
  const text = formatDocument(planDocument('plumb diff', plan, { base: 'A', head: 'B' }, []), 'text');
  return text.split('\n').filter((line) => /place/.test(line));
}

test('an item that stands elsewhere is told with its places', () =>
  expect(shown('a, b, c', 'c, a, b')).toEqual(['  spec.items[0] moves from place 2 to 0']));

test('an item that others went past, as many before it as after it, is not said to move', () =>
  expect(shown('{name: a, v: 1}, {name: b}, {name: c}', '{name: c}, {name: b}')).toEqual([
    '  spec.items[name=b] stays at place 1, and stands elsewhere among the others',
  ]));
