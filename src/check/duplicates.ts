import { formatIdentity } from '../manifest/object.ts';
import { formatLocation } from '../report/content.ts';
import type { Problem } from '../schema/verdict.ts';
import type { CheckedObject } from './problem.ts';

/** Objects of one cluster with the identity of an earlier one: whichever is applied last wins. */
export function duplicateProblems(objects: readonly CheckedObject[]): Map<CheckedObject, Problem> {
  const first = new Map<string, CheckedObject>();
  const problems = new Map<CheckedObject, Problem>();
  for (const checked of objects) {
    const { name, namespace } = checked.identity;
    if (name === '') continue;
    const key = `${checked.type} ${namespace}/${name}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, checked);
    else {
      const place = formatLocation(earlier.manifest.locate(['metadata', 'name']));
      problems.set(checked, {
        severity: 'error',
        rule: 'duplicate-object',
        path: ['metadata', 'name'],
        message: `${formatIdentity(checked.identity)} is also in ${place}`,
        allowed: 'each object once per cluster',
        next: 'remove or rename one of the two',
      });
    }
  }
  return problems;
}
