/** Cron expressions of five fields, as far as windows within a week need them (robfig/cron, which KEDA uses). */

const FIELDS = [
  { name: 'minute', first: 0, last: 59, words: [] },
  { name: 'hour', first: 0, last: 23, words: [] },
  { name: 'day of the month', first: 1, last: 31, words: [] },
  {
    name: 'month',
    first: 1,
    last: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', first: 0, last: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const;

const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

export type CronFields = readonly [
  minutes: readonly number[],
  hours: readonly number[],
  daysOfMonth: readonly number[],
  months: readonly number[],
  daysOfWeek: readonly number[],
];

/** The values that each field allows, ascending; or what would be accepted in place of the first field that is wrong. */
export function parseCron(
  expression: string,
):
  | { readonly fields: CronFields; readonly problem?: never }
  | { readonly fields?: never; readonly problem: string } {
  const texts = expression.split(' ');
  if (texts.length !== FIELDS.length) return { problem: 'five cron fields, e.g. 0 9 * * 1-5' };
  const fields: number[][] = [];
  for (const [index, field] of FIELDS.entries()) {
    const values = parseField(texts[index] ?? '', field);
    if (!values)
      return {
        problem: `${field.name} (field ${index + 1}) from ${field.first} to ${field.last}, e.g. *, 5, 1-5, */15 or 1,3`,
      };
    fields.push(values);
  }
  return { fields: fields as unknown as CronFields };
}

/**
 * For each minute of a week from Sunday 00:00, whether a window is open, by KEDA's rule: it is open when its next end
 * comes before its next start. `undefined` where that differs from week to week, or an expression is wrong.
 */
export function minutesOpen(start: string, end: string): readonly boolean[] | undefined {
  const starts = minutesOfWeek(start);
  const ends = minutesOfWeek(end);
  if (!starts || !ends) return undefined;
  const open = new Array<boolean>(MINUTES_PER_WEEK);
  // Two rounds, backwards: the first finds what follows the end of the week.
  let nextStart = Number.POSITIVE_INFINITY;
  let nextEnd = Number.POSITIVE_INFINITY;
  for (let minute = 2 * MINUTES_PER_WEEK - 1; minute >= 0; minute--) {
    open[minute % MINUTES_PER_WEEK] = nextEnd < nextStart;
    if (starts.has(minute % MINUTES_PER_WEEK)) nextStart = minute;
    if (ends.has(minute % MINUTES_PER_WEEK)) nextEnd = minute;
  }
  return open;
}

function minutesOfWeek(expression: string): Set<number> | undefined {
  const { fields } = parseCron(expression);
  if (!fields) return undefined;
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = fields;
  if (daysOfMonth.length !== 31 || months.length !== 12) return undefined;
  return new Set(
    daysOfWeek.flatMap((day) =>
      hours.flatMap((hour) => minutes.map((minute) => day * MINUTES_PER_DAY + hour * 60 + minute)),
    ),
  );
}

function parseField(text: string, { first, last, words }: (typeof FIELDS)[number]): number[] | undefined {
  const names: readonly string[] = words;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:[*?]|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, fromText, toText, stepText] = match;
    const number = (word: string): number => {
      const index = names.indexOf(word.toLowerCase());
      return index !== -1 ? index + first : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    };
    const step = stepText === undefined ? 1 : Number(stepText);
    const from = fromText === undefined ? first : number(fromText);
    // As in robfig/cron, `5/15` runs from 5 to the end of the field.
    const to =
      toText !== undefined ? number(toText) : fromText === undefined || stepText !== undefined ? last : from;
    if (!(from >= first && to <= last && from <= to && step >= 1)) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}
