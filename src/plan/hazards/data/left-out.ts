import { type Fields, select } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';

/** Whether nothing named means all: of what is in no namespace, it means only what belongs to the rest. */
const kinds: readonly (readonly [what: string, isAllUnnamed: boolean])[] = [
  ['Namespaces', true],
  ['Resources', true],
  ['NamespaceScopedResources', true],
  ['ClusterScopedResources', false],
];

/**
 * What a template of Velero's backups no longer takes in, by the names and patterns that it has. Velero 1.18,
 * `pkg/apis/velero/v1/backup_types.go`, and `pkg/util/wildcard`, by which namespaces are patterns too.
 */
export function leftOut(before: Fields, after: Fields): string[] {
  return kinds.flatMap(([what, isAllUnnamed]) => {
    const [was, is] = [named(before, `included${what}`), named(after, `included${what}`)];
    const isAll = (names: readonly string[]): boolean =>
      names.includes('*') || (names.length === 0 && isAllUnnamed);
    const [had, has] = [named(before, `excluded${what}`), named(after, `excluded${what}`)];
    const wasIn = (name: string): boolean =>
      isAll(was) || was.length === 0 || was.some((one) => isGlobWithin(name, one) || isGlobWithin(one, name));
    return [
      ...droppedOf(was, is, isAll),
      ...has.filter((name) => wasIn(name) && !had.some((other) => isGlobWithin(name, other))),
    ];
  });
}

function droppedOf(
  was: readonly string[],
  is: readonly string[],
  isAll: (names: readonly string[]) => boolean,
): string[] {
  if (isAll(is)) return [];
  if (isAll(was) || (was.length === 0 && is.length > 0)) return ['what is not named'];
  return was.filter((name) => !is.some((other) => isGlobWithin(name, other)));
}

function named(template: Fields, field: string): string[] {
  return select(template, `${field}[]`).map(({ value }) => shown(value));
}
