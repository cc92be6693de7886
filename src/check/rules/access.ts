import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { dnsSubdomain } from '../../schema/names.ts';
import { isSet } from '../../schema/structs/struct.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { exclusive, invalid, missing } from './problems.ts';

/** Roles and their bindings (`pkg/apis/rbac/validation`). */

const group = 'rbac.authorization.k8s.io';

/** A rule is for resources, of some API groups, or for URLs; those have no namespace. */
export function accessRules({ type, object }: CheckedObject): Problem[] {
  return [
    ...selectMaps(object, 'rules[]').flatMap(({ value, path }) => ruleProblems(value, path, type)),
    ...aggregation(object['aggregationRule']),
  ];
}

function ruleProblems(rule: Fields, path: Path, type: string): Problem[] {
  if (!isFilled(rule['nonResourceURLs'])) {
    return [
      ...(isFilled(rule['apiGroups'])
        ? []
        : [missing([...path, 'apiGroups'], '"" for the core API, or others')]),
      ...(isFilled(rule['resources']) ? [] : [missing([...path, 'resources'], 'at least one resource')]),
    ];
  }
  const at = [...path, 'nonResourceURLs'];
  if (type.endsWith('/Role')) {
    const message = 'cannot be in a Role: URLs are in no namespace';
    return [
      {
        severity: 'error',
        rule: 'misplaced-field',
        path: at,
        message,
        next: 'move the rule to a ClusterRole',
      },
    ];
  }
  const beside = ['apiGroups', 'resources', 'resourceNames'].find((field) => isFilled(rule[field]));
  return beside === undefined ? [] : [exclusive(at, beside, 'make two rules of it')];
}

function aggregation(rule: unknown): Problem[] {
  if (rule === undefined || rule === null || isFilled(fieldsOf(rule)['clusterRoleSelectors'])) return [];
  return [missing(['aggregationRule', 'clusterRoleSelectors'], 'at least one selector')];
}

export function bindingRules({ type, object }: CheckedObject): Problem[] {
  const isForCluster = type.endsWith('/ClusterRoleBinding');
  const subjects = selectMaps(object, 'subjects[]');
  return [
    ...(isForCluster && fieldsOf(object, 'roleRef')['kind'] === 'Role'
      ? [invalid(['roleRef', 'kind'], '"Role" cannot be bound in the whole cluster', 'ClusterRole')]
      : []),
    ...subjects.flatMap(({ value, path }) => subjectProblems(value, path, isForCluster)),
  ];
}

function subjectProblems(subject: Fields, path: Path, needsNamespace: boolean): Problem[] {
  const apiGroup = textOf(subject, 'apiGroup');
  const kind = textOf(subject, 'kind') ?? '';
  const at = [...path, 'apiGroup'];
  if (kind !== 'ServiceAccount') {
    const isRight = apiGroup === undefined || apiGroup === group || (kind !== 'User' && kind !== 'Group');
    return isRight ? [] : [invalid(at, `${JSON.stringify(apiGroup)} has no ${kind}`, group)];
  }
  const name = textOf(subject, 'name');
  return [
    ...(apiGroup === undefined
      ? []
      : [invalid(at, `${JSON.stringify(apiGroup)} has no ServiceAccount`, '""')]),
    ...(name === undefined || dnsSubdomain.test(name)
      ? []
      : [invalid([...path, 'name'], `${JSON.stringify(name)} is no name`, dnsSubdomain.allowed)]),
    ...(needsNamespace && textOf(subject, 'namespace') === undefined
      ? [missing([...path, 'namespace'], 'the namespace of the ServiceAccount')]
      : []),
  ];
}

function isFilled(value: unknown): boolean {
  // What is no list at all, the schema tells.
  return Array.isArray(value) ? value.length > 0 : isSet(value);
}
