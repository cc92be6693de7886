import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import { fieldsOf, select, selectMaps } from '../../manifest/select.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { invalid } from './problems.ts';

/** A claim asks for more than nothing, and for ReadWriteOncePod alone (`ValidatePersistentVolumeClaimSpec`). */
export function claim({ object }: CheckedObject): Problem[] {
  const modes = fieldsOf(object, 'spec')['accessModes'];
  const isMixed = Array.isArray(modes) && modes.includes('ReadWriteOncePod') && new Set(modes).size > 1;
  return [
    ...(isMixed
      ? [
          invalid(
            ['spec', 'accessModes'],
            'has other modes beside ReadWriteOncePod',
            'ReadWriteOncePod alone',
          ),
        ]
      : []),
    ...tooSmall(object, 'spec.resources.requests.storage', 1),
  ];
}

export function quota({ object }: CheckedObject): Problem[] {
  return tooSmall(object, 'spec.hard{}', 0);
}

/** Amounts at a pattern that are below zero, or zero where more is wanted. */
function tooSmall(object: unknown, pattern: string, sign: 0 | 1): Problem[] {
  return select(object, pattern)
    .filter(({ value }) => {
      const quantity = quantityOf(value);
      return quantity !== undefined && (sign === 1 ? quantity.nano <= 0n : quantity.nano < 0n);
    })
    .map(({ value, path }) =>
      invalid(path, `${String(value)} is too small`, sign === 1 ? 'more than 0' : 'at least 0'),
    );
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
