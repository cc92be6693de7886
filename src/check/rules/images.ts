import type { Pods } from '../../kubernetes/pods.ts';
import { selectTexts } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';

/**
 * Images with blanks around their names (`validateContainersOnlyForPod`). The API server refuses the pod, but takes
 * what makes it: that is a warning.
 */
export function imagesAreTrimmed(type: string, { containers }: Pods): Problem[] {
  return containers
    .flatMap(({ value, path }) => selectTexts(value, 'image', path))
    .filter(({ value }) => value.trim() !== value)
    .map(({ value, path }) => ({
      severity: type === 'Pod' ? 'error' : 'warning',
      rule: 'invalid-value',
      path,
      message: `${JSON.stringify(value)} has blanks around it: the API server refuses such a pod`,
      allowed: JSON.stringify(value.trim()),
    }));
}
