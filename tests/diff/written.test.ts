import { expect, test } from 'vitest';
import { unknownShape } from '../../src/diff/shape.ts';
import { changesBetween } from '../../src/diff/walk.ts';

/** What is told of the fields of two texts. */
function told(before: string, after: string): string[] {
  const [change] = changesBetween({ text: before }, { text: after }, unknownShape);
  const { embedded } = change ?? {};
  if (embedded === undefined || embedded.format === 'text') throw new Error('it is not told by its fields');
  return embedded.changes.flatMap(({ where, before: old, after: now }) => [
    ...(old === undefined ? [] : [`- ${where}: ${JSON.stringify(old)}`]),
    ...(now === undefined ? [] : [`+ ${where}: ${JSON.stringify(now)}`]),
  ]);
}

test.each<[string, string, string[]]>([
  ['version: 1.20\n', 'version: 1.10\n', ['- version: "1.20"', '+ version: "1.10"']],
  ['mode: 0755\n', 'mode: 0644\n', ['- mode: "0755"', '+ mode: "0644"']],
  ['mode: 0644\na: 1\n', 'a: 1\n', ['- mode: "0644"']],
  ['a: 1\n', 'a: 1\nis: yes\n', ['+ is: "yes"']],
  ['a: [{x: 0}]\n', 'a: [{x: 0}, {y: 2, z: 0x1f}]\n', ['+ a[1]: {"y":2,"z":"0x1f"}']],
  ['a: {b: [1.0]}\nc: 1\n', 'a: x\nc: 1\n', ['- a: {"b":["1.0"]}', '+ a: "x"']],
  ['{"a": 1}', '{"a": 12345678901234567891}', ['- a: 1', '+ a: "12345678901234567891"']],
])('values are told as they stand in the text: %j, then %j', (before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ['a: 1\n', 'a: 2\n', ['- a: 1', '+ a: 2']],
  ['a: true\n', 'a:\n', ['- a: true', '+ a: null']],
  ['a: "1.20"\n', "a: '0644'\n", ['- a: "1.20"', '+ a: "0644"']],
  // A number that becomes a text.
  ['a: 1.20\n', 'a: "1.20"\n', ['- a: 1.2', '+ a: "1.20"']],
  // What a tag of its own makes of a word is not known.
  ['a: 1.20\nb: !!int 1\n', 'a: 1.30\nb: !!int 1\n', ['- a: 1.2', '+ a: 1.3']],
])('and as they are read where that is the same, or all that tells them apart: %j, then %j', (...each) => {
  const [before, after, expected] = each;
  expect(told(before, after)).toEqual(expected);
});

test('a value of a Secret stays untold, however it is written', () => {
  const secret = (pin: string): string => `kind: Secret\nmetadata: {name: a}\nstringData: {pin: ${pin}}\n`;
  const redacted = ['- stringData.pin: "(redacted)"', '+ stringData.pin: "(redacted)"'];
  expect(told(secret('0755'), secret('0644'))).toEqual(redacted);
  const list = (pin: string): string => `items:\n- {kind: Secret, data: {pin: ${pin}}}\n`;
  expect(told('items: []\n', list('0644')).join()).not.toMatch(/0644|420/);
});
