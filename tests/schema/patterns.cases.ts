/** What texts patterns let pass, and how long texts are: tried with defaults, in definitions as in `validated.cases.ts`. */
import type { Row } from './rows.ts';

const patterns: readonly (readonly [pattern: string, good: readonly string[], bad: readonly string[]])[] = [
  // Classes: RE2's are ASCII, and \s has no vertical tab.
  ['^[[:^space:]]+$', ['ab', 'a\u00a0b'], ['a b']],
  ['^[[:^digit:]]+$', ['ab'], ['a1']],
  ['^[[:alpha:]]+\\z', ['ab'], ['a1', 'ä', 'a\n']],
  ['^[[:alpha:][:digit:]]+$', ['a1'], ['_']],
  ['^[\\S]+$', ['a\u00a0b', 'a\vb'], ['a b']],
  ['^\\s$', [' '], ['\v', '\u00a0', '\ufeff']],
  ['^[\\sa]\\S$', [' \v'], ['\v\v']],
  ['^\\w$', ['_'], ['ä']],
  ['^[\\w\\-\\_]$', ['-'], ['+']],
  ['^\\d$', ['1'], ['\u0661']],
  ['^[]a]$', [']'], ['b']],
  ['^[^]a]$', ['b'], [']']],
  ['^[(?i)]$', ['?'], ['I']],
  ['^[\\a]$', ['\u0007'], ['a']],
  ['^[[.a.]]$', ['a]'], ['a']],
  // Of Unicode.
  ['^\\pL+$', ['ä'], ['1']],
  ['^\\PL$', ['1'], ['a']],
  ['^[\\pL]$', ['a'], ['1']],
  ['^[^\\PL]$', ['a'], ['1']],
  ['^\\p{Lu}$', ['Ä'], ['ä']],
  ['^\\p{Greek}$', ['α'], ['a']],
  ['^\\p{^Greek}$', ['a'], ['α']],
  // Flags, and how far they reach.
  ['^(?i)(abort|warn)?$', ['ABORT', ''], ['abor']],
  ['(?i)a|b', ['A', 'B'], ['c']],
  ['^((?i)sun|mon)day$', ['MONday', 'sunday'], ['sunDAY']],
  ['a(?i)b|c', ['aB', 'C'], ['AB']],
  ['(?i:a)b', ['Ab'], ['AB']],
  ['^(?-i)a$', ['a'], ['A']],
  ['^(?i)a(?-i)b$', ['Ab'], ['AB']],
  ['(?i)^k$', ['\u212a'], ['x']],
  ['(?i)^σ$', ['ς'], ['s']],
  ['(?U)^a+$', ['aa'], ['b']],
  ['(?s)^.$', ['\n'], ['']],
  ['(?-s)^.$', ['a'], ['\n']],
  ['(?m)^b$', ['a\nb'], ['ab']],
  // Ends and dots.
  ['^b$', ['b'], ['a\nb', 'b\n']],
  ['^.$', ['😀', '\r', '\u2028'], ['ab', '\n']],
  ['\\bä', ['aä'], ['ä']],
  ['^a\\Bb$', ['ab'], ['a']],
  // Escapes, groups and counts.
  ['^\\a$', ['\u0007'], ['a']],
  ['^\\101\\x41$', ['AA'], ['101']],
  ['^\\x{1F600}$', ['😀'], ['x']],
  ['^\\x{61}\\Qa.b\\E$', ['aa.b'], ['aaxb']],
  ['^(?P<word>\\w+)$', ['ab'], ['a b']],
  ['^(?<word>\\w+)$', ['ab'], ['a b']],
  ['^a{01}$', ['a{01}'], ['a']],
  ['^a{,2}$', ['a{,2}'], ['aa']],
  ['^(a{1,2}){2}$', ['aaa'], ['a']],
];

const lengths: readonly (readonly [limits: object, good: readonly string[], bad: readonly string[]])[] = [
  [{ maxLength: 1 }, ['ä', '😀'], ['e\u0301']],
  [{ maxLength: 4 }, ['😀😀😀😀'], ['👩\u200d👩\u200d👧']],
  [{ minLength: 2 }, ['e\u0301', '😀😀'], ['ä', '😀']],
];

const cases = [...patterns.map(([pattern, ...texts]) => [{ pattern }, ...texts] as const), ...lengths];

const path = 'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.of';

export const texts: readonly Row[] = cases.flatMap(([limits, good, bad]) =>
  [...good, ...bad].map((text): Row => {
    const schema = { type: 'string', ...limits, default: text };
    return ['CustomResourceDefinition', path, schema, good.includes(text)];
  }),
);
