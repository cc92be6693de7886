import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';

export const waveAnnotation = 'argocd.argoproj.io/sync-wave';

/** What tells Argo CD how to apply an object, e.g. `Prune=false`. */
export function syncOptionsOf(object: KubernetesObject | undefined): ReadonlySet<string> {
  const options = annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '';
  return new Set(options.split(',').map((option) => option.trim()));
}

export function annotationOf(object: KubernetesObject | undefined, name: string): string | undefined {
  return textOf(fieldsOf(object, 'metadata', 'annotations'), name);
}

/** gitops-engine of Argo CD 3.5, `pkg/sync/hook/hook.go`, `helm/hook.go`: hooks of Helm are hooks too, but for definitions. */
export function isHook(object: KubernetesObject | undefined): boolean {
  const ofHelm = annotationOf(object, 'helm.sh/hook');
  return (
    annotationOf(object, 'argocd.argoproj.io/hook') !== undefined ||
    (ofHelm !== undefined && ofHelm !== 'crd-install')
  );
}
