import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';

export const waveAnnotation = 'argocd.argoproj.io/sync-wave';

/**
 * When Argo CD applies an object: the lower, the earlier. gitops-engine of Argo CD 3.5, `pkg/sync/syncwaves/waves.go`: what
 * is no number does not count, and then the weight of a hook of Helm does, of a hook or not.
 */
export function waveOf(object: KubernetesObject | undefined): number {
  const annotations = fieldsOf(object, 'metadata', 'annotations');
  const found = [waveAnnotation, 'helm.sh/hook-weight'].map((name) => textOf(annotations, name));
  return Number(found.find((text) => text !== undefined && /^[+-]?\d+$/.test(text)) ?? 0);
}
