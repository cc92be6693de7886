import { textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';

/** Of a label's value, less a dash and the ten digits that a hash of 32 bits may have. */
const longest = 63 - 1 - 10;

/**
 * A StatefulSet's pods carry the name of its revision, `<name>-<hash>`, as the label `controller-revision-hash`
 * (`newRevision` of `pkg/controller/statefulset`, `ControllerRevisionName` of `pkg/controller/history`). The API server
 * takes the StatefulSet, but refuses its pods where that is too long (kubernetes/kubernetes#64023).
 */
export function statefulSetName({ object }: CheckedObject): Problem[] {
  const name = textOf(object.metadata, 'name') ?? '';
  if (name.length <= longest) return [];
  return [
    {
      severity: 'warning',
      rule: 'name-too-long',
      path: ['metadata', 'name'],
      message: `has ${name.length} characters: with a dash and the hash of a revision it is a label of each pod, and may have 63`,
      allowed: `at most ${longest} characters`,
      next: 'choose a shorter name before there is data: a StatefulSet cannot be renamed',
    },
  ];
}
