import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';

/** What tells Argo CD how to apply an object, e.g. `Prune=false`. */
export function syncOptionsOf(object: KubernetesObject | undefined): ReadonlySet<string> {
  const options = annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '';
  return new Set(options.split(',').map((option) => option.trim()));
}

export function annotationOf(object: KubernetesObject | undefined, name: string): string | undefined {
  return textOf(fieldsOf(object, 'metadata', 'annotations'), name);
}

/**
 * Whether an object is deleted and created again instead of being updated, as what is there or what comes asks for.
 * gitops-engine of Argo CD 3.5, `pkg/sync/sync_context.go`, `applyObject`: Namespaces and definitions are updated all the same.
 */
export function isForceReplaced(
  live: KubernetesObject | undefined,
  target: KubernetesObject | undefined,
): boolean {
  const options = syncOptionsOf(live).union(syncOptionsOf(target));
  return (
    options.has('Force=true') &&
    options.has('Replace=true') &&
    !/^(?:CustomResourceDefinition|Namespace)$/.test(target?.kind ?? '')
  );
}
