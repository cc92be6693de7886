import type { KubernetesObject } from './object.ts';
import { fieldsOf } from './select.ts';

/**
 * Whether Argo CD makes an object anew for a sync, and may delete it after or let it stand until the next; or never
 * makes it, as what says `Skip` and Helm's tests. As `IsHook` (gitops-engine, pkg/sync/hook/hook.go and helm/hook.go,
 * with Argo CD v3.5.7) and `Skip` there: Helm calls CustomResourceDefinitions hooks too, which are none.
 */
export function isHook(object: KubernetesObject | undefined): boolean {
  const annotations = fieldsOf(object, 'metadata', 'annotations');
  const ofHelm = annotations['helm.sh/hook'];
  return (
    annotations['argocd.argoproj.io/hook'] !== undefined || (ofHelm !== undefined && ofHelm !== 'crd-install')
  );
}
