import type { Path } from '../../manifest/path.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../../manifest/quantity.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../manifest/select.ts';
import { qualifiedName } from '../../schema/names.ts';
import { containerResource } from '../../schema/resource-names.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { invalid, missing } from './problems.ts';

/** LimitRanges (`pkg/apis/core/validation`, `ValidateLimitRange`). */

/** Which amounts must not exceed which. */
const ordered = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
  ['min', 'default'],
  ['default', 'max'],
] as const;

const amounts = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
const types = ['Container', 'PersistentVolumeClaim', 'Pod'];

export function limitRange({ object }: CheckedObject): Problem[] {
  const limits = selectMaps(object, 'spec.limits[]');
  const names = limits.map(({ value }) => value['type']);
  return limits.flatMap(({ value, path }, index) => [
    ...typeProblems(value['type'], names.indexOf(value['type']) < index, [...path, 'type']),
    ...fitsType(value, path),
    ...resourceNames(value, path),
    ...ratios(value, path),
    ...order(value, path),
  ]);
}

function typeProblems(type: unknown, isRepeated: boolean, path: Path): Problem[] {
  if (typeof type !== 'string') return [];
  if (!types.includes(type) && !(type.includes('/') && qualifiedName.test(type)))
    return [invalid(path, `${JSON.stringify(type)} is no type of limit`, types.join(', '))];
  return isRepeated ? [invalid(path, `${type} has limits already`, 'each type once')] : [];
}

function fitsType(limit: Fields, path: Path): Problem[] {
  const type = textOf(limit, 'type');
  if (type === 'Pod')
    return ['default', 'defaultRequest']
      .filter((field) => Object.keys(fieldsOf(limit, field)).length > 0)
      .map((field) => ({
        ...invalid([...path, field], 'is for containers, and not for pods', 'none, with type Pod'),
        next: 'move it to the limits of type Container',
      }));
  const isSaid = ['min', 'max'].some((field) => Object.hasOwn(fieldsOf(limit, field), 'storage'));
  if (type !== 'PersistentVolumeClaim' || isSaid) return [];
  return [missing([...path, 'max', 'storage'], 'storage in min, in max, or in both')];
}

function resourceNames(limit: Fields, path: Path): Problem[] {
  const isForContainers = ['Container', 'Pod'].includes(textOf(limit, 'type') ?? '');
  if (!isForContainers) return [];
  return amounts
    .flatMap((field) => select(limit, `${field}{}`, path))
    .filter((each) => !containerResource.test(String(each.path.at(-1))))
    .map((each) =>
      invalid(
        each.path,
        `${JSON.stringify(each.path.at(-1))} is no resource of containers`,
        containerResource.allowed,
      ),
    );
}

const one = parseQuantity(1);

function ratios(limit: Fields, path: Path): Problem[] {
  return select(limit, 'maxLimitRequestRatio{}', path).flatMap((each) => {
    const ratio = quantityOf(each.value);
    if (ratio === undefined || one === undefined || compareQuantities(ratio, one) >= 0) return [];
    return [invalid(each.path, `${String(each.value)} is less than 1`, 'at least 1')];
  });
}

function order(limit: Fields, path: Path): Problem[] {
  return ordered.flatMap(([low, high]) =>
    Object.entries(fieldsOf(limit, low)).flatMap(([name, least]): Problem[] => {
      const most = fieldsOf(limit, high)[name];
      const [lower, upper] = [quantityOf(least), quantityOf(most)];
      if (lower === undefined || upper === undefined || compareQuantities(lower, upper) <= 0) return [];
      const message = `${String(least)} is more than ${high}, which is ${String(most)}`;
      return [invalid([...path, low, name], message, `at most ${String(most)}`)];
    }),
  );
}
