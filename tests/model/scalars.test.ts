import { expect, test } from 'vitest';
import { IsoDate } from '../../src/model/scalars.ts';

test('a date is a day that there is', () => {
  const days = Array.from({ length: 100 }, (_, day) => day).flatMap((day) =>
    Array.from({ length: 100 }, (__, month) => `2028-${two(month)}-${two(day)}`),
  );
  const isDay = (text: string): boolean => {
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  };
  // 2028 is a leap year.
  expect(days.filter((text) => new RegExp(IsoDate.pattern).test(text))).toEqual(days.filter(isDay));
  expect(days.filter(isDay)).toHaveLength(366);
});

function two(number: number): string {
  return String(number).padStart(2, '0');
}
