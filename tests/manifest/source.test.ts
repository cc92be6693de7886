import { describe, expect, test } from 'vitest';
import { parseSource } from '../../src/manifest/source.ts';

function findingsOf(text: string): string[] {
  return parseSource(text, 'app.yaml').findings.map(
    ({ location, rule }) => `${location?.line}:${location?.column} ${rule}`,
  );
}

describe('what a hand-written file must not hold', () => {
  test.each([
    ['a:\n\tb: 1\n', '2:1 tab-indentation'],
    ['a:\n  - x\n \t- y\n', '3:3 tab-indentation'],
    ['a: b: c\n', '1:5 yaml-syntax'],
    ['a: "x\nb: 1\n', '2:1 yaml-syntax'],
    ['a:\n  b: 1\n c: 2\n', '3:2 yaml-syntax'],
    ['a: @x\n', '1:4 yaml-syntax'],
    ['a: "\u0000"\n', '1:5 yaml-syntax'],
    ['a: *nope\n', '1:5 yaml-syntax'],
    ['b: 1\n? [a]\n: c\n', '2:3 yaml-syntax'],
    ['['.repeat(200), '1:100 yaml-syntax'],
    ['a: {{ .Values.x }}\n', '1:4 template-syntax'],
    ['a: 1\nb: 2\n<<<<<<< HEAD\n', '3:1 merge-conflict'],
    ['x: &x {a: 1}\ny:\n  <<: *x\n', '3:3 merge-key'],
    ['a: 1\n---\nb: 2\n', '3:1 several-documents'],
    ['2026: x\n', '1:1 non-string-key'],
    ['a:\n  true: x\n', '2:3 non-string-key'],
    ['a:\n  : x\n', '1:1 non-string-key'],
    ['', 'undefined:undefined empty-file'],
    ['# nothing yet\n', 'undefined:undefined empty-file'],
    ['a: \uFFFD\n', 'undefined:undefined invalid-encoding'],
  ])('%j', (text, finding) => {
    expect(findingsOf(text)).toEqual([finding]);
    expect(parseSource(text, 'app.yaml').value).toBeUndefined();
  });

  test('every duplicate key, not only the first', () => {
    expect(findingsOf('a: 1\nb: 2\na: 3\nb: 4\n')).toEqual(['3:1 duplicate-key', '4:1 duplicate-key']);
  });

  test('a page that stands for millions of values', () => {
    const lines = 'bcdefgh'.split('').map((name, level) => {
      const copies = Array.from({ length: 9 }, () => `*${'abcdefgh'[level] ?? ''}`);
      return `${name}: &${name} [${copies.join()}]`;
    });
    const [finding] = parseSource(`a: &a [x]\n${lines.join('\n')}\n`, 'app.yaml').findings;
    expect(finding).toMatchObject({ rule: 'alias-expansion', allowed: 'at most 100000 values' });
    expect(parseSource('a: &a [*a]\n', 'app.yaml').findings[0]?.message).toMatch('endlessly many');
  });

  test('all findings are unjudged, name the file and say what to do', () => {
    expect(parseSource('a:\n\tb: 1\n', 'environments/dev/environment.yaml').findings).toEqual([
      {
        severity: 'unjudged',
        rule: 'tab-indentation',
        message: 'the line is indented with a tab; YAML allows spaces only',
        location: { file: 'environments/dev/environment.yaml', line: 2, column: 1 },
        next: 'replace the tab by spaces',
      },
    ]);
  });
});

test('scalars are those of YAML 1.2', () => {
  expect(parseSource('{a: yes, b: 0o17, c: 017, d: ~}', 'x').value).toEqual({
    a: 'yes',
    b: 15,
    c: 17,
    d: null,
  });
});

test('aliases within reason are read', () => {
  expect(parseSource('a: &a [1]\nb: *a\n', 'x')).toMatchObject({ findings: [], value: { a: [1], b: [1] } });
});

describe('locate', () => {
  const source = parseSource(
    'a:\n  b: 1\n  "c": [x, {d: "e"}]\n  text: |\n    hi\n  empty:\nz: &z [1]\ny: *z\n',
    'x.yaml',
  );
  test.each([
    [[], '1:1', '1:1'],
    [['a'], '2:3', '1:1'],
    [['a', 'b'], '2:6', '2:3'],
    [['a', 'c', 0], '3:9', '3:9'],
    [['a', 'c', 1, 'd'], '3:16', '3:13'],
    [['a', 'text'], '4:3', '4:3'],
    [['a', 'empty'], '6:3', '6:3'],
    [['y'], '8:4', '8:1'],
    [['a', 'missing', 'deeper'], '2:3', '2:3'],
    [['a', 'c', 7], '3:8', '3:8'],
  ])('%j: value at %s, key at %s', (path, value, key) => {
    const text = ({ line, column }: { line?: number; column?: number }) => `${line}:${column}`;
    expect(text(source.locate(path))).toBe(value);
    expect(text(source.locate(path, 'key'))).toBe(key);
  });

  test('without a readable document, the file', () => {
    expect(parseSource('\uFFFD', 'x.yaml').locate(['a'])).toEqual({ file: 'x.yaml' });
  });
});
