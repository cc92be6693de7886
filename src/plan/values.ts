import type { JsonValue } from '../manifest/object.ts';

/** What a line shows of a value; JSON output has all of it. */
const shownCharacters = 200;

/** What it shows of that before the first difference, where this is further away. */
const leadingCharacters = 80;

/** @param other what stands in another line beside it: of long values, the part is shown in which the two differ */
export function shownValue(value: JsonValue, other?: JsonValue): string {
  const isEscaped = looksAlike(value, other);
  const [text, beside] = [value, other].map((each) => textOf(each, isEscaped));
  if (text === undefined || text.length <= shownCharacters) return text ?? '';
  const difference = beside === undefined ? 0 : firstDifference(text, beside);
  const start = difference < shownCharacters - leadingCharacters ? 0 : difference - leadingCharacters;
  const end = start + shownCharacters;
  const cut = (isCut: boolean): string => (isCut ? '…' : '');
  return `${cut(start > 0)}${text.slice(start, end)}${cut(end < text.length)} (${text.length} characters)`;
}

function textOf(value: JsonValue | undefined, isEscaped: boolean): string | undefined {
  const text = value === undefined ? undefined : JSON.stringify(value);
  if (!isEscaped) return text;
  return text?.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** An accent can be a part of its letter, or a character that follows it; what joins characters is shown as nothing. */
function looksAlike(value: JsonValue, other: JsonValue | undefined): boolean {
  const [one, two] = [JSON.stringify(value), JSON.stringify(other ?? null)];
  const looks = (text: string): string => text.normalize().replaceAll('\u200d', '');
  return one !== two && looks(one) === looks(two);
}

function firstDifference(text: string, other: string): number {
  let index = 0;
  while (index < text.length && text[index] === other[index]) index += 1;
  return index;
}
