import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editText } from '../../../src/promote/edit/edit.ts';

const keys = ['api', 'cart', 'list', 'web'];

/** A key of a block, with comments that say where they stand: `# above web`, `# behind web`. */
const blockEntry = fc
  .record({ isCommented: fc.boolean(), comment: fc.constantFrom('', ' # behind ', ' # 1.0.0; behind ') })
  .chain(({ isCommented, comment }) =>
    fc.nat(5).map((form) => (key: string) => {
      const behind = comment === '' ? '' : comment + key;
      const value = [
        ` old-${key}${behind}`,
        ` 'old-${key}'${behind}`,
        `\n    old-${key}${behind}`,
        `${behind}\n    old-${key}`,
        ` >-${behind}\n    old-${key}`,
        ` |${behind}\n    old-${key}\n`,
      ][form];
      return `${isCommented ? `  # above ${key}\n` : ''}  ${key}:${value}\n`;
    }),
  );

/** Ways in which people break the lines of a map between braces. */
const layouts: Readonly<Record<string, (entries: readonly string[]) => string>> = {
  'one line': (list) => `{ ${list.map(entry).join(', ')} } # 1.0.0 (behind ${list.at(-1)})`,
  'a line each': (list) =>
    `{\n${list.map((key) => `    # above ${key}\n  ${entry(key)}, # behind ${key}\n`).join('')}  }`,
  'braces in the lines of entries': (list) =>
    `{ ${list
      .map((key, at) =>
        at === list.length - 1
          ? `${entry(key)} } # 1.0.0 (behind ${key})`
          : `${entry(key)}, # behind ${key}\n  # above ${list[at + 1]}\n  `,
      )
      .join('')}`,
  'the last brace in the line of the last entry': (list) =>
    `{ # behind releases\n  ${list.map((key) => `# above ${key}\n  ${entry(key)}`).join(',\n  ')}, }`,
  'leading commas': (list) =>
    `{\n    ${list.map((key) => `${entry(key)} # behind ${key}\n`).join('  , ')}  }`,
};

function entry(key: string): string {
  return `${key}: old-${key}`;
}

const releases = fc.shuffledSubarray(keys, { minLength: 1 }).chain((list) =>
  fc.oneof(
    fc.tuple(...list.map(() => blockEntry)).map((entries) => ({
      layout: 'block',
      map: `\n${list.map((key, at) => entries[at]?.(key)).join('')}`,
    })),
    fc
      .constantFrom(...Object.entries(layouts))
      .map(([layout, write]) => ({ layout, map: ` ${write(list)}\n` })),
  ),
);

const apps = fc.constantFrom(
  '',
  '\n# above apps\napps:\n  tool:\n    image: old-image # behind image\n\n    # closes tool\n',
  '# above apps\napps:\n  # above tool\n  tool: { scaling: 1 }\n    # closes tool\n  zone: {}\n    # closes zone\n',
);

const edits = fc.uniqueArray(
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom('aa', 'ca', ...keys, 'zz').map((key) => ['releases', key]),
        fc.constantFrom('sea', 'top', 'zulu').map((key) => ['apps', key, 'charts', 'main']),
      ),
      fc.constantFrom({}, { value: 'new' }, { value: 'new', comment: '2.0.0' }),
    )
    .map(([path, change]) => ({ path, ...change })),
  { selector: ({ path }) => path.join('.'), minLength: 1, maxLength: 3 },
);

/** Each comment by what it says of its place, and its place: the same, if all is well. */
function placesOf(text: string): Map<string, string> {
  const withoutComments = (part: string) => part.replace(/#.*/g, '');
  return new Map(
    [...text.matchAll(/#[^#\n]*?(above|behind|closes) (\w+)/g)].map(
      ({ 0: { length }, 1: kind, 2: key, index }) => {
        const before = withoutComments(text.slice(0, index));
        const place = {
          above: /\w+/.exec(withoutComments(text.slice(index + length)))?.[0],
          behind: /(\w+)\W*$/.exec(before)?.[1],
          closes: [...before.matchAll(/^ {2}(\w+):/gm)].at(-1)?.[1],
        }[kind ?? ''];
        return [`${kind} ${key}`, `${kind} ${place}`];
      },
    ),
  );
}

test('whatever the file and the edits: comments of other keys stand where they stood', () => {
  fc.assert(
    fc.property(releases, apps, fc.boolean(), edits, ({ layout, map }, settings, isWindows, changes) => {
      const lines = `# head\na: old-a # behind a\n# above releases\nreleases:${map}${settings}`;
      const before = isWindows ? lines.replaceAll('\n', '\r\n') : lines;
      const { text, uneditable } = editText(before, changes);
      if (uneditable.length > 0) expect({ text, layout }).toEqual({ text: before, layout: 'leading commas' });
      const edited = new Set(changes.map(({ path }) => path[1]));
      if (!text.includes('releases:')) edited.add('releases');
      const places = placesOf(before).keys();
      const kept = [...places].filter((place) => !edited.has(place.split(' ')[1]));
      const after = placesOf(text);
      expect(kept.map((place) => after.get(place))).toEqual(kept);
    }),
    { numRuns: 500 },
  );
});
