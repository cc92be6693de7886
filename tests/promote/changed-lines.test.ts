import { expect, test } from 'vitest';
import { changedLines } from '../../src/promote/changed-lines.ts';

test('each line that is new, set or gone is told where it stands, and no empty one', () => {
  const before = '# head\na: 1\n\nreleases:\n  # All audited.\n  cart: x\n  web: y\n';
  const after = '# head\na: 1\n\nreleases:\n  web: z\n\napps:\n  cart: {}\n';
  const found = changedLines('f', before, after);
  expect(found.map(({ location: { line, column }, kind, line: text }) => [line, column, kind, text])).toEqual(
    [
      [5, 3, 'removed', '# All audited.'],
      [6, 3, 'removed', 'cart: x'],
      [5, 3, 'set', 'web: z'],
      [7, 1, 'set', 'apps:'],
      [8, 3, 'set', 'cart: {}'],
    ],
  );
  expect(changedLines('f', before, before)).toEqual([]);
});
