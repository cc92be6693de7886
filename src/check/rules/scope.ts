import type { ApiFacts } from '../../kubernetes/facts.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';

/**
 * Objects in the wrong scope. A namespaced object without a namespace is usual where `kubectl apply -n` gives it one,
 * but in the folder of a target nothing does.
 */
export function scopeFits({ object, identity, cluster }: CheckedObject, facts: ApiFacts): Problem[] {
  const kind = facts.find(object.apiVersion, object.kind);
  if (kind === undefined) return [];
  if (!kind.namespaced && identity.namespace !== '') {
    return [
      {
        severity: 'warning',
        rule: 'namespace-ignored',
        path: ['metadata', 'namespace'],
        message: `a ${object.kind} belongs to no namespace: ${JSON.stringify(identity.namespace)} is ignored`,
        next: 'remove it',
      },
    ];
  }
  if (!kind.namespaced || identity.namespace !== '' || cluster === '') return [];
  return [
    {
      severity: 'error',
      rule: 'missing-namespace',
      path: ['metadata'],
      message: `a ${object.kind} needs a namespace`,
      next: 'set metadata.namespace',
    },
  ];
}
