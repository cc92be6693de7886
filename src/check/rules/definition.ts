import { ruleMistakes } from '../../cel/rules/mistakes.ts';
import { isCustomResourceDefinition } from '../../kubernetes/custom-resource.ts';
import type { CheckedObject, Problem } from '../problem.ts';

/** Rules of a CustomResourceDefinition (`x-kubernetes-validations`) that no API server would take. */
export function definitionRules({ object }: CheckedObject): Problem[] {
  if (!isCustomResourceDefinition(object)) return [];
  return object.spec.versions.flatMap(({ schema }, index) => {
    const own = schema?.openAPIV3Schema;
    const path = ['spec', 'versions', index, 'schema', 'openAPIV3Schema'];
    return (own === undefined ? [] : ruleMistakes(own)).map((mistake) => ({
      ...mistake,
      severity: 'error' as const,
      rule: 'invalid-custom-rule',
      path: [...path, ...mistake.path],
    }));
  });
}
