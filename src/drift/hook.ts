import type { KubernetesObject } from '../manifest/object.ts';

/**
 * Argo CD makes it anew for a sync, and may delete it after or let it stand until the next; or never makes it, as what
 * says `Skip` and Helm's tests. So neither that it is there says anything nor that it is not. As `IsHook`
 * (gitops-engine, pkg/sync/hook/hook.go and helm/hook.go, with Argo CD v3.5.7) and `Skip` there: Helm calls
 * CustomResourceDefinitions hooks too, which are none.
 */
export function isHook({ metadata }: KubernetesObject): boolean {
  const { annotations } = metadata;
  const helm = annotations?.['helm.sh/hook'];
  return (
    annotations?.['argocd.argoproj.io/hook'] !== undefined || (helm !== undefined && helm !== 'crd-install')
  );
}
