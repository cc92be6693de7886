import type { Path } from '../../manifest/path.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../../manifest/quantity.ts';
import { type Fields, fieldsOf, type Selected, select, selectMaps, textOf } from '../../manifest/select.ts';
import { qualifiedName } from '../../schema/names.ts';
import { repeated } from '../../schema/repeated.ts';
import { containerResource, isShared } from '../../schema/resource-names.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
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
  const again = new Set(repeated(limits, ({ value }) => value['type']));
  return limits.flatMap((limit) => problemsOf(limit, again.has(limit)));
}

function problemsOf({ value, path }: Selected<Fields>, isRepeated: boolean): Problem[] {
  return [
    ...typeProblems(value['type'], isRepeated, [...path, 'type']),
    ...fitsType(value, path),
    ...resourceNames(value, path),
    ...ratios(value, path),
    ...order(value, path),
    ...defaultsAgree(value, path),
  ];
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
  const { test, allowed } = isForContainers ? containerResource : qualifiedName;
  return amounts
    .flatMap((field) => select(limit, `${field}{}`, path))
    .filter((each) => !test(String(each.path.at(-1))))
    .map((each) => {
      const what = isForContainers ? 'resource of containers' : 'name of a resource';
      return invalid(each.path, `${JSON.stringify(each.path.at(-1))} is no ${what}`, allowed);
    });
}

const one = parseQuantity(1);

function ratios(limit: Fields, path: Path): Problem[] {
  return select(limit, 'maxLimitRequestRatio{}', path).flatMap((each) => {
    const ratio = quantityOf(each.value);
    if (ratio === undefined || one === undefined) return [];
    if (compareQuantities(ratio, one) < 0)
      return [invalid(each.path, `${String(each.value)} is less than 1`, 'at least 1')];
    const name = String(each.path.at(-1));
    const [least, most] = ['min', 'max'].map((field) => quantityOf(fieldsOf(limit, field)[name]));
    if (least === undefined || most === undefined || ratio.nano * least.nano <= most.nano * one.nano)
      return [];
    return [invalid(each.path, `${String(each.value)} is more than max is of min`, 'at most max / min')];
  });
}

/** What containers do not share, they have as much of as they request. */
function defaultsAgree(limit: Fields, path: Path): Problem[] {
  return Object.entries(fieldsOf(limit, 'defaultRequest')).flatMap(([name, request]): Problem[] => {
    const most = fieldsOf(limit, 'default')[name];
    const [lower, upper] = [quantityOf(request), quantityOf(most)];
    if (isShared(name) || lower === undefined || upper === undefined) return [];
    // What is more, the order of amounts tells.
    if (compareQuantities(lower, upper) >= 0) return [];
    const message = `${String(request)} differs from default, which is ${String(most)}, but ${name} cannot be shared`;
    return [invalid([...path, 'defaultRequest', name], message, String(most))];
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
