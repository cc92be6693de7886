import { expect, test } from 'vitest';
import { neutralize } from '../../src/report/content.ts';

test.each([
  ['a\u200bb', 'a\\u200bb'],
  ['a\u00a0b', 'a\\xa0b'],
  ['a\u00adb', 'a\\xadb'],
  ['a\u2060b\u202eb', 'a\\u2060b\\u202eb'],
  ['a\u{e0041}', 'a\\u{e0041}'],
  ['\u001b[31m\n', '\\x1b[31m\\n'],
])('what is not seen is shown: %j', (text, shown) => expect(neutralize(text)).toBe(shown));

test.each(['é 日本 👩‍🚀 ä ा', 'plain'])('%s is seen', (text) => expect(neutralize(text)).toBe(text));
