import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import type { Entry } from '../../src/plan/group.ts';
import { planOf } from '../../src/plan/plan.ts';
import { planDocument, planFindings } from '../../src/plan/report.ts';
import { type Format, formatDocument, formats } from '../../src/report/format.ts';
import { expectSarif } from '../support/sarif.ts';
import { deployment, object, told } from './told.ts';

interface Size {
  readonly entries: number;
  readonly hazards: number;
  readonly objects: number;
  readonly changes: number;
  readonly text: string;
}

/** A plan as large as one likes, of which everything is as long as one likes. */
function written({ entries, hazards, objects, changes, text }: Size, format: Format): string {
  const identity = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: text.slice(0, 250) };
  const locate = () => ({ file: `dist/production/us-west-2/shop/${text.slice(0, 250)}.yaml`, line: 1 });
  const entry = (index: number): Entry => ({
    kind: 'changed',
    objects: Array.from({ length: objects }, () => ({ app: 'shop', identity })),
    targets: ['production/us-west-2'],
    changes: Array.from({ length: changes }, (_, place) => {
      const path = ['data', text, place];
      return {
        kind: 'changed',
        path,
        basePath: path,
        where: `data.${text}[${place}]`,
        before: text,
        after: [text],
      };
    }),
    hazards: Array.from({ length: hazards }, (_, place) => ({
      severity: place % 2 === 0 ? 'error' : 'warning',
      rule: 'exposure',
      message: `${index} ${text}`,
    })),
    example: {
      kind: 'changed',
      identity,
      changes: [],
      after: { object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: {} }, file: 'x', locate },
    },
  });
  const counts = { added: 0, changed: entries * objects, removed: 0, renamed: 0, rewritten: 0, moved: 0 };
  const plan = { entries: Array.from({ length: entries }, (_, index) => entry(index)), counts };
  const document = planDocument('plumb diff', plan, { base: 'a', head: 'b' }, planFindings(plan));
  return formatDocument(document, format);
}

const character = fc.constantFrom('a', 'Ω', '%', ':', '`', '|', '<', '😀', ' ', '\n', '\u0000', '\ud83d');
const size: fc.Arbitrary<Size> = fc.record({
  entries: fc.oneof(fc.nat(30), fc.nat(150)),
  hazards: fc.oneof(fc.nat(3), fc.nat(30)),
  objects: fc.integer({ min: 1, max: 40 }),
  changes: fc.nat(10),
  text: fc.tuple(character, fc.oneof(fc.nat(50), fc.nat(400))).map(([each, times]) => each.repeat(times)),
});

/** GitHub's documentation: of comments, of annotations of a step, and "SARIF support for code scanning". */
test('whatever the size of a plan, GitHub takes what is written', () => {
  fc.assert(
    fc.property(size, (each) => {
      expect(written(each, 'markdown').length).toBeLessThanOrEqual(65_536);
      const annotations = written(each, 'github').trimEnd().split('\n');
      for (const kind of ['error', 'warning', 'notice'])
        expect(annotations.filter((line) => line.startsWith(`::${kind} `)).length).toBeLessThanOrEqual(10);
      for (const line of annotations) expect(line).toMatch(/^::(?:error|warning|notice) [^\r\n]*::[^\r\n]*$/);
      const results = expectSarif(written(each, 'sarif'));
      expect(results).toHaveLength(Math.min(5_000, each.entries * each.hazards));
    }),
    { numRuns: 10 },
  );
});

test.each([5_000, 5_001, 12_000])('of %i hazards, the worst five thousand are written', (entries) => {
  const text = written({ entries, hazards: 1, objects: 1, changes: 1, text: 'x' }, 'sarif');
  const { results, invocations } = JSON.parse(text).runs[0];
  expect(results).toHaveLength(5_000);
  const [left] = invocations[0].toolExecutionNotifications;
  expect(left?.message.text).toBe(
    entries === 5_000 ? undefined : `${entries - 5_000} more findings were left out`,
  );
});

test('what a hazard quotes is cut where nobody reads on', () => {
  const [message = ''] = told(
    deployment('serviceAccountName: a'),
    deployment(`serviceAccountName: ${'x'.repeat(5_000)}`),
  );
  expect(message.length).toBeLessThan(1_100);
  expect(message).toMatch(/…$/);
});

/** More than a call can have arguments. */
const tooMany = 150_000;

test.each(formats)('a text of any number of lines, all of which change, is told as %s', (format) => {
  const read = (line: string) =>
    readManifests(object('v1', 'ConfigMap', `data: {a: ${JSON.stringify(line.repeat(tooMany))}}`), 'm.yaml')
      .manifests;
  const plan = planOf(read('`a`\n'), read('`b`\n'), loadFacts());
  expect(plan.counts.changed).toBe(1);
  const document = planDocument('plumb diff', plan, { base: 'a', head: 'b' }, planFindings(plan));
  expect(() => formatDocument(document, format)).not.toThrow();
});

test('so are the items of a list, in another order', () => {
  const items = Array.from({ length: tooMany }, (_, index) => index);
  const moved = [...items.slice(tooMany / 2), ...items.slice(0, tooMany / 2)];
  const read = (list: readonly number[]) =>
    readManifests(object('example.com/v1', 'Cart', `spec: ${JSON.stringify(list)}`), 'm.yaml').manifests;
  const { entries } = planOf(read(items), read(moved), loadFacts());
  expect(entries[0]?.changes).toHaveLength(tooMany / 2);
});
