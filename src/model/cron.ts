import type { ValuePath, Violation } from './violation.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly words: readonly string[];
}

const fields: readonly Field[] = [
  { name: 'minute', first: 0, last: 59, words: [] },
  { name: 'hour', first: 0, last: 23, words: [] },
  { name: 'day of the month', first: 1, last: 31, words: [] },
  { name: 'month', first: 1, last: 12, words: months },
  { name: 'day of the week', first: 0, last: 6, words: weekdays },
];

/** When a cron expression comes: the values that each field allows. */
export interface CronTimes {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Whether it comes on a day; months and weekdays count as in cron (January is 1, Sunday is 0). */
  readonly onDay: (month: number, day: number, weekday: number) => boolean;
}

interface Values {
  readonly values: ReadonlySet<number>;
  readonly isAny: boolean;
}

/**
 * Reads a cron expression of five fields as KEDA, Argo CD and Velero do, which all use `ParseStandard` of
 * github.com/robfig/cron/v3: numbers, names, `*`, `?`, ranges, steps and lists; no `L`, `W`, `#`, and Sunday is 0 only.
 * `undefined` where `checkCron` has something to say.
 */
export function parseCron(expression: string): CronTimes | undefined {
  const texts = expression.split(' ');
  const parsed = fields.map((field, index) => parseField(texts[index] ?? '', field));
  const [minutes, hours, days, monthsOfYear, daysOfWeek] = parsed;
  if (texts.length !== fields.length || !minutes || !hours || !days || !monthsOfYear || !daysOfWeek)
    return undefined;
  return {
    minutes: ascending(minutes),
    hours: ascending(hours),
    onDay: (month, day, weekday) => {
      if (!monthsOfYear.values.has(month)) return false;
      const [onDay, onWeekday] = [days.values.has(day), daysOfWeek.values.has(weekday)];
      // Both restricted: either is enough (robfig/cron, spec.go `dayMatches`).
      return days.isAny || daysOfWeek.isAny ? onDay && onWeekday : onDay || onWeekday;
    },
  };
}

/** What keeps an expression from ever coming. */
export function checkCron(expression: string, path: ValuePath): Violation[] {
  const wrong = malformedFields(expression).map(
    ({ name, text, allowed }): Violation => ({
      rule: 'invalid-cron',
      path,
      message: `"${expression}": the ${name} is ${text}`,
      allowed,
      ...(name === 'day of the week' && text.includes('7') && { next: 'write Sunday as 0' }),
    }),
  );
  if (wrong.length > 0) return wrong;
  return canCome(expression) ? [] : [never(expression, path)];
}

/** The fields of an expression that cannot be read, and what each may be. */
export function malformedFields(
  expression: string,
): { readonly name: string; readonly text: string; readonly allowed: string }[] {
  const texts = expression.split(' ');
  return fields.flatMap((field, index) => {
    const text = texts[index] ?? '';
    if (parseField(text, field)) return [];
    const words = field.words.length > 0 ? ` or ${field.words[0]} to ${field.words.at(-1)}` : '';
    const allowed = `${field.first} to ${field.last}${words}, as 1, 1-5, 1,3, */2 or *`;
    return [{ name: field.name, text, allowed }];
  });
}

function parseField(text: string, field: Field): Values | undefined {
  const values = new Set<number>();
  let isAny = false;
  for (const part of text.split(',')) {
    const range = parseRange(part, field);
    if (!range) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
    isAny ||= /^[*?](\/1)?$/.test(part);
  }
  return { values, isAny };
}

function parseRange(
  part: string,
  field: Field,
): { readonly from: number; readonly to: number; readonly step: number } | undefined {
  const match = /^(?:[*?]|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(part);
  if (!match) return undefined;
  const [, first, last, steps] = match;
  const step = Number(steps ?? 1);
  const from = first === undefined ? field.first : valueOf(first, field);
  // `5/15` runs from 5 to the end of the field.
  const isOpen = first === undefined || (last === undefined && steps !== undefined);
  const to = isOpen ? field.last : valueOf(last ?? first, field);
  return from >= field.first && to <= field.last && from <= to && step >= 1 ? { from, to, step } : undefined;
}

function valueOf(text: string, { first, words }: Field): number {
  if (/^\d+$/.test(text)) return Number(text);
  const index = words.indexOf(text.toLowerCase());
  return index === -1 ? Number.NaN : index + first;
}

function ascending({ values }: Values): number[] {
  return [...values].sort((a, b) => a - b);
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** False for days that no month has, such as 30 February. */
function canCome(expression: string): boolean {
  const times = parseCron(expression);
  return longestMonths.some((length, index) =>
    Array.from({ length }, (_, day) => day + 1).some((day) =>
      weekdays.some((_, weekday) => times?.onDay(index + 1, day, weekday)),
    ),
  );
}

function never(expression: string, path: ValuePath): Violation {
  return {
    rule: 'invalid-cron',
    path,
    message: `"${expression}" never comes: no such month has that day`,
    allowed: 'a day that the month has',
  };
}
