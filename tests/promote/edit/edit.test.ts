import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commentsIn } from '../../../src/promote/edit/comments.ts';
import { type Edit, editText } from '../../../src/promote/edit/edit.ts';

const file = `# yaml-language-server: $schema=region.json
loadSharePercent: 10

# The first wave.
releases:
  cart: sha256:aa # 1.2.0
  search:   sha256:bb   # waits for the index

apps:
  # Osaka has no GPU nodes.
  search:
    config: { URL: '' }
`;
const edited = (text: string, edits: readonly Edit[]): string => {
  const { text: after, uneditable } = editText(text, edits);
  expect(uneditable).toEqual([]);
  return after;
};
const edit = (path: string[], value?: string, comment?: string) =>
  edited(file, [{ path, ...(value !== undefined && { value }), comment }]);

describe('a value that is set', () => {
  test('takes its new comment along, and nothing else changes', () => {
    expect(edit(['releases', 'cart'], 'sha256:cc', '1.3.0')).toBe(
      file.replace('sha256:aa # 1.2.0', 'sha256:cc # 1.3.0'),
    );
  });

  test('loses a version that is no longer true, and keeps any other comment', () => {
    expect(edit(['releases', 'cart'], 'sha256:cc')).toContain('  cart: sha256:cc\n');
    expect(edit(['releases', 'search'], 'sha256:cc')).toContain(
      '  search:   sha256:cc   # waits for the index\n',
    );
  });

  test('keeps its quotes, and the spaces around the mark of its comment', () => {
    const charts = ['apps', 'keda', 'charts', 'keda'];
    const set = (before: string, comment?: string) =>
      edited(`releases:\n  cart: ${before}\n`, [{ path: ['releases', 'cart'], value: 'sha256:cc', comment }]);
    expect(set('"sha256:aa"  # 1.0.0', '2.0.0')).toBe('releases:\n  cart: "sha256:cc"  # 2.0.0\n');
    expect(set("'sha256:aa'\t#1.0.0; held", '2.0.0')).toBe("releases:\n  cart: 'sha256:cc'\t#2.0.0; held\n");
    expect(set('sha256:aa  ', '2.0.0')).toBe('releases:\n  cart: sha256:cc # 2.0.0\n');
    const quoted = 'apps: {"keda": {"charts": {"keda": "1.9"}}}\n';
    expect(edited(quoted, [{ path: charts, value: '1.10' }])).toBe(quoted.replace('1.9', '1.10'));
    expect(edited(quoted.replace('"1.9"', '1.9.0'), [{ path: charts, value: '1.10' }])).toBe(
      quoted.replace('"1.9"', "'1.10'"),
    );
  });

  test('that is new stands where its name belongs', () => {
    expect(edit(['releases', 'checkout'], 'sha256:cc', '1.0.0')).toBe(
      file.replace('  search:   ', '  checkout: sha256:cc # 1.0.0\n  search:   '),
    );
    expect(edit(['releases', 'web'], 'sha256:cc')).toBe(file.replace('index\n', 'index\n  web: sha256:cc\n'));
  });

  test('brings its maps along, before the settings of apps', () => {
    const before = 'loadSharePercent: 10\n\n# Small.\napps:\n  cart: {}\n';
    const path = ['releases', 'cart'];
    const after = 'loadSharePercent: 10\n\nreleases:\n  cart: sha256:cc\n\n# Small.\napps:\n  cart: {}\n';
    expect(edited(before, [{ path, value: 'sha256:cc' }])).toBe(after);
    expect(edited('loadSharePercent: 10', [{ path, value: 'v' }])).toBe(
      'loadSharePercent: 10\n\nreleases:\n  cart: v\n',
    );
    expect(edited(before, [{ path: ['apps', 'keda', 'charts', 'keda'], value: '2.18.0' }])).toBe(
      `${before}  keda:\n    charts:\n      keda: 2.18.0\n`,
    );
  });

  test('that is new stands behind the comments that close the block before', () => {
    const before = 'apps:\n  cart:\n    scaling: {}\n\n    # canary: {}\n  # The last of them.\n';
    const path = ['apps', 'keda', 'charts', 'keda'];
    expect(edited(before, [{ path, value: 'v' }])).toBe(
      before.replace('  # The last', '  keda:\n    charts:\n      keda: v\n  # The last'),
    );
    expect(edited('windows:\n  - a\n  # b\n# end\n', [{ path: ['releases', 'cart'], value: 'v' }])).toBe(
      'windows:\n  - a\n  # b\n\nreleases:\n  cart: v\n# end\n',
    );
    const sorted = 'apps:\n  cart:\n    scaling: {}\n    # canary: {}\n  # Of web.\n# And more.\n  web: {}\n';
    expect(edited(sorted, [{ path, value: 'v' }])).toBe(
      sorted.replace('  # Of web', '  keda:\n    charts:\n      keda: v\n  # Of web'),
    );
  });

  test('keeps the line ends and the braces of the file', () => {
    const windows = 'a: 1\r\nreleases:\r\n  cart: x # 1\r\n';
    expect(edited(windows, [{ path: ['releases', 'cart'], value: 'y', comment: '2' }])).toBe(
      'a: 1\r\nreleases:\r\n  cart: y # 2\r\n',
    );
    const flow = 'releases: { cart: x, web: y } # both\n';
    expect(edited(flow, [{ path: ['releases', 'cart'], value: 'z', comment: '2' }])).toBe(
      'releases: { cart: z, web: y } # both\n',
    );
    expect(edited(flow, [{ path: ['releases', 'new'], value: 'z' }])).toBe(
      'releases: { cart: x, web: y, new: z } # both\n',
    );
    expect(edited('apps: {}\n', [{ path: ['apps', 'a', 'charts', 'b'], value: '1.0.0' }])).toBe(
      'apps: { a: { charts: { b: 1.0.0 } } }\n',
    );
  });
});

describe('between braces over several lines', () => {
  const lines = 'releases: {\n  cart: x, # 1.0.0\n  web: y # 2.0.0\n }\n';
  const edit = (path: string[], value?: string) =>
    edited(lines, [{ path, ...(value !== undefined && { value, comment: '3.0.0' }) }]);

  test('each value has the comment behind its comma', () => {
    expect(edit(['releases', 'cart'], 'z')).toBe(lines.replace('x, # 1.0.0', 'z, # 3.0.0'));
    expect(edit(['releases', 'web'], 'z')).toBe(lines.replace('y # 2.0.0', 'z # 3.0.0'));
    expect(commentsIn(lines)(['releases', 'cart'])).toBe('1.0.0');
  });

  test('a new value has a line of its own, and one that goes leaves the comments of others', () => {
    expect(edit(['releases', 'new'], 'z')).toBe(lines.replace('  web', '  new: z, # 3.0.0\n  web'));
    expect(edit(['releases', 'zed'], 'z')).toBe(lines.replace('  web', '  zed: z, # 3.0.0\n  web'));
    expect(edit(['releases', 'web'])).toBe(lines.replace('  web: y # 2.0.0\n', ''));
  });

  test('a new value leaves the last one the comment behind the brace', () => {
    const before = 'releases: { cart: x } # 1.0.0\n';
    expect(edited(before, [{ path: ['releases', 'web'], value: 'z', comment: '3.0.0' }])).toBe(
      'releases: { web: z, cart: x } # 1.0.0\n',
    );
  });

  test('the last value takes its version along when it goes, not the comment of the one before', () => {
    const without = (behind: string) =>
      edited(`releases: {\n  cart: x, # 1.0.0\n  # Of web.\n  web: y }${behind}\n`, [
        { path: ['releases', 'web'] },
      ]);
    expect(without(' # 2.0.0')).toBe('releases: {\n  cart: x, # 1.0.0\n  }\n');
    expect(without(' # all of them')).toBe('releases: {\n  cart: x, # 1.0.0\n  } # all of them\n');
    const flow = 'releases: { cart: x, web: y } # 2.0.0; all of them\n';
    expect(edited(flow, [{ path: ['releases', 'web'] }])).toBe('releases: { cart: x } # all of them\n');
    expect(edited(flow, [{ path: ['releases', 'cart'] }])).toBe(
      'releases: { web: y } # 2.0.0; all of them\n',
    );
  });

  test('behind the brace, a version is about the value before it', () => {
    const set = (text: string, comment?: string) =>
      edited(text, [{ path: ['releases', 'web'], value: 'z', comment }]);
    expect(set('releases: { web: y } # 2.0.0\n', '3.0.0')).toBe('releases: { web: z } # 3.0.0\n');
    expect(set('releases: { web: y } # 2.0.0\n')).toBe('releases: { web: z }\n');
    expect(set('releases: { web: y } # why\n', '3.0.0')).toBe('releases: { web: z } # why\n');
  });
});

test.each(['1.10', '2', '0x10', '1e3', '*', '>=1.2 <2', '1.x, 2.x', 'true', '~', "it's"])(
  'a version that reads as something else is quoted: %s',
  (value) => {
    const charts = ['apps', 'keda', 'charts', 'keda'];
    for (const before of ['a: b\n', 'apps: {}\n', 'apps:\n  keda:\n    charts:\n      keda: 1.0.0\n']) {
      const after = edited(before, [{ path: charts, value }]);
      expect(parse(after)).toMatchObject({ apps: { keda: { charts: { keda: value } } } });
    }
  },
);

test('`apps` comes last in a file, and leaves it as it was', () => {
  const before = '# head\nloadSharePercent: 40\n';
  const path = ['apps', 'keda', 'charts', 'keda'];
  const after = edited(before, [{ path, value: '2.22.0' }]);
  expect(after).toBe(`${before}\napps:\n  keda:\n    charts:\n      keda: 2.22.0\n`);
  expect(edited(after, [{ path }])).toBe(before);
});

test('a mark at the head of the file is no part of its first line', () => {
  const path = ['releases', 'cart'];
  expect(edited('\uFEFFa: 1\n', [{ path, value: 'x' }])).toBe('\uFEFFa: 1\n\nreleases:\n  cart: x\n');
});

describe('a value that is removed', () => {
  test('goes with its comments; a map that is empty then goes too', () => {
    const without = edit(['releases', 'cart']);
    expect(without).toBe(file.replace('  cart: sha256:aa # 1.2.0\n', ''));
    expect(edited(without, [{ path: ['releases', 'search'] }])).toBe(
      file.replace(/# The first wave[^]*?\n\n/, ''),
    );
  });

  test('leaves the head of the file', () => {
    expect(edited('# yaml-language-server: x\na: 1\nb: 2\n', [{ path: ['a'] }])).toBe(
      '# yaml-language-server: x\nb: 2\n',
    );
  });

  test('leaves what is said of all of its map, above the first key', () => {
    const lines = (above: string) => `releases:\n  # Audited in March.\n  cart: x\n${above}  web: y\n`;
    const cart = { path: ['releases', 'cart'] };
    expect(edited(lines(''), [cart])).toBe('releases:\n  # Audited in March.\n  web: y\n');
    expect(edited(lines('  # Of web.\n'), [cart])).toBe('releases:\n  # Of web.\n  web: y\n');
  });

  test('takes along what stands below it and deeper, as more about it', () => {
    const before = 'releases:\n  cart: x # held\n          # until May\n  # Of web.\n  web: y\n';
    expect(edited(before, [{ path: ['releases', 'cart'] }])).toBe('releases:\n  # Of web.\n  web: y\n');
  });

  test('leaves what is said of its map, if another one comes at once', () => {
    const before = 'a: 1\n\n# The first wave.\nreleases:\n  cart: x\n';
    const swap = [{ path: ['releases', 'cart'] }, { path: ['releases', 'web'], value: 'y' }];
    expect(edited(before, swap)).toBe(before.replace('cart: x', 'web: y'));
  });

  test('leaves its neighbours between braces', () => {
    const flow = (path: string[]) => edited('r: { a: 1, b: 2, c: 3 }\ns: 1\n', [{ path }]);
    expect(flow(['r', 'a'])).toBe('r: { b: 2, c: 3 }\ns: 1\n');
    expect(flow(['r', 'c'])).toBe('r: { a: 1, b: 2 }\ns: 1\n');
    expect(edited('r: { a: 1 }\ns: 1\n', [{ path: ['r', 'a'] }])).toBe('s: 1\n');
  });
});

test('edits at once are what they are one after the other, in whatever order', () => {
  const releases = (app: string, value?: string) => {
    return { path: ['releases', app], ...(value !== undefined && { value, comment: '3.0.0' }) };
  };
  const edits = [
    releases('web', 'new'),
    releases('cart'),
    releases('search', 'sha256:cc'),
    releases('api', 'x'),
  ];
  const after = edits.reduce((text, each) => edited(text, [each]), file);
  expect(edited(file, edits)).toBe(after);
  expect(edited(file, edits.toReversed())).toBe(after);
});

test('what cannot be edited in place is refused, and leaves the rest as it is', () => {
  const refuses = (text: string, ...edits: readonly Edit[]) => {
    const { text: after, uneditable } = editText(text, edits);
    expect(after).toBe(text);
    return uneditable;
  };
  const cart = { path: ['releases', 'cart'], value: 'y' };
  const list = { path: ['releases', 'list'], value: 'y' };
  expect(refuses('base: &base\n  cart: x\nreleases: *base\n', cart)).toEqual([cart]);
  expect(refuses('releases:\n  cart: &same x\n  web: *same\n  list: z\n', list, cart)).toEqual([cart]);
  expect(refuses('releases: {\n  # none yet\n  }\n', cart)).toEqual([cart]);
  const leading = 'releases: {\n    api: x # 1.0.0\n  , cart: y # 2.0.0\n  , web: z\n  }\n';
  for (const app of ['api', 'cart', 'web']) {
    const gone = { path: ['releases', app] };
    expect(refuses(leading, gone)).toEqual([gone]);
  }
  const unset = { path: ['a'] };
  expect(refuses('a: &x b\nc: *x\n', unset)).toEqual([unset]);
});

test('the comment behind a value is found, and no other', () => {
  expect(commentsIn(file)(['releases', 'cart'])).toBe('1.2.0');
  expect(commentsIn(file)(['apps', 'search', 'config', 'URL'])).toBeUndefined();
  expect(commentsIn(file)(['releases', 'nothing'])).toBeUndefined();
  expect(commentsIn('a: x #\n')(['a'])).toBeUndefined();
});

test('whatever the file and the edit: the value holds, and every other line keeps its bytes', () => {
  const name = fc.stringMatching(/^[a-z]{1,3}$/);
  const comment = fc.constantFrom('', ' # 1.0.0', '   # why');
  const above = fc.constantFrom('', '  # above\n', '\n');
  const entries = fc.uniqueArray(fc.tuple(name, above, comment), { selector: ([key]) => key, maxLength: 5 });
  const releases = entries.map((list) =>
    list.length === 0
      ? ''
      : `releases:\n${list.map(([key, over, behind]) => `${over}  ${key}: old-${key}${behind}\n`).join('')}`,
  );
  const apps = fc.constantFrom('', '# Small.\napps:\n  cart:\n    scaling: { maxReplicas: 4 }\n');
  const tail = fc.constantFrom('', '\n', '# the end\n');
  fc.assert(
    fc.property(releases, apps, tail, name, fc.boolean(), (head, settings, end, key, isRemoval) => {
      const before = `# yaml-language-server: x\nloadSharePercent: 1\n\n${head}\n${settings}${end}`;
      const change = isRemoval ? {} : { value: 'new', comment: '2.0.0' };
      const after = edited(before, [{ path: ['releases', key], ...change }]);
      expect((parse(after) as { releases?: Record<string, string> }).releases?.[key]).toBe(
        isRemoval ? undefined : 'new',
      );
      const told = (text: string) =>
        text.split('\n').filter((line) => line.trim() !== '' && !/above|releases:/.test(line));
      const kept = (text: string) => told(text).filter((line) => !line.startsWith(`  ${key}: `));
      expect(kept(after)).toEqual(kept(before));
      expect(edited(after, [{ path: ['releases', key], ...change }])).toBe(after);
    }),
  );
});
