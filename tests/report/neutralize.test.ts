import { expect, test } from 'vitest';
import { neutralize } from '../../src/report/content.ts';

test.each([
  ['a\u200bb', 'a\\u200bb'],
  ['a\u00a0b', 'a\\xa0b'],
  ['a\u00adb', 'a\\xadb'],
  ['a\u2060b\u202eb', 'a\\u2060b\\u202eb'],
  ['a\u{e0041}', 'a\\u{e0041}'],
  ['\u001b[31m\n', '\\x1b[31m\\n'],
  ['pay\u200dments', 'pay\\u200dments'],
  ['web\ufe0f', 'web\\ufe0f'],
  ['web\u3164\u034f', 'web\\u3164\\u034f'],
  ['a\u2003b\u202fc\u2800d', 'a\\u2003b\\u202fc\\u2800d'],
  ['👩‍🚀\u200d\u{e0100}', '👩‍🚀\\u200d\\u{e0100}'],
])('what is not seen is shown: %j', (text, shown) => expect(neutralize(text)).toBe(shown));

test.each(['é 日本 👩‍🚀 ä ा', 'plain', '⚠️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '東京\u3000大阪'])('%s is seen', (text) =>
  expect(neutralize(text)).toBe(text),
);
