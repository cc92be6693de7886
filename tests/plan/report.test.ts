import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';
import { planDocument } from '../../src/plan/report.ts';
import { formatDocument } from '../../src/report/format.ts';
import { object } from './told.ts';

const facts = loadFacts();

/** What is shown of an object that becomes another one. */
function linesOf(before: string, after: string): string[] {
  const [old, now] = [before, after].map((text) => readManifests(text, 'm.yaml').manifests);
  const plan = planOf(old ?? [], now ?? [], facts);
  const text = formatDocument(planDocument('plumb diff', plan, { base: 'A', head: 'B' }, []), 'text');
  return text.split('\n');
}

/** What is shown of a list of values that becomes another one. */
function shown(before: string, after: string): string[] {
  const [one, other] = [before, after].map((items) => object('e.com/v1', 'X', `spec: {items: [${items}]}`));
  return linesOf(one ?? '', other ?? '').filter((line) => /place/.test(line));
}

test('an item that stands elsewhere is told with its places', () =>
  expect(shown('a, b, c', 'c, a, b')).toEqual(['  spec.items[0] moves from place 2 to 0']));

test('an item that others went past, as many before it as after it, is not said to move', () =>
  expect(shown('{name: a, v: 1}, {name: b}, {name: c}', '{name: c}, {name: b}')).toEqual([
    '  spec.items[name=b] stays at place 1, and stands elsewhere among the others',
  ]));

test('what changes in a text within a text is indented, and what heads its lines stays what it is', () => {
  const text = (value: string) => object('v1', 'ConfigMap', `data: {x: ${JSON.stringify(value)}}`);
  expect(linesOf(text('s: |\n  a\n  b\nk: 1\n'), text('s: |\n  a\n  c\nk: 2\n')).slice(1, 9)).toEqual([
    '  data.x:',
    '-    k: 1',
    '+    k: 2',
    '     s:',
    '@@ line 1, now 1 @@',
    '    a',
    '-   b',
    '+   c',
  ]);
  expect(linesOf(text('a: 1\n---\nb: 1\n'), text('a: 1\n')).slice(1, 4)).toEqual([
    '  data.x:',
    '-    [{"a":1},{"b":1}]',
    '+    {"a":1}',
  ]);
});
