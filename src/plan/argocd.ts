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
