import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import { fieldsOf, select, selectMaps } from '../../manifest/select.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { invalid } from './problems.ts';

export function quota({ object }: CheckedObject): Problem[] {
  return tooSmall(object, 'spec.hard{}');
}

function tooSmall(object: unknown, pattern: string): Problem[] {
  return select(object, pattern)
    .filter(({ value }) => (quantityOf(value)?.nano ?? 0n) < 0n)
    .map(({ value, path }) => invalid(path, `${String(value)} is too small`, 'at least 0'));
}

/** Which amounts of a LimitRange must not exceed which (`ValidateLimitRange`). */
const ordered = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
  ['min', 'default'],
  ['default', 'max'],
] as const;

export function limitRange({ object }: CheckedObject): Problem[] {
  return selectMaps(object, 'spec.limits[]').flatMap(({ value, path }) =>
    ordered.flatMap(([low, high]) =>
      Object.entries(fieldsOf(value, low)).flatMap(([name, least]): Problem[] => {
        const most = fieldsOf(value, high)[name];
        const [lower, upper] = [quantityOf(least), quantityOf(most)];
        if (lower === undefined || upper === undefined || compareQuantities(lower, upper) <= 0) return [];
        const message = `${String(least)} is more than ${high}, which is ${String(most)}`;
        return [invalid([...path, low, name], message, `at most ${String(most)}`)];
      }),
    ),
  );
}
