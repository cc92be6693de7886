import type { RenderedApp } from './rendered.ts';

export const argocdNamespace = 'argocd';
export const argoVersion = 'argoproj.io/v1alpha1';
export const rootName = 'root';

/** As the ApplicationSets' template names it; the app `argocd` is what the root Application syncs. */
export function applicationName({ environment, target, app }: RenderedApp): string {
  return target === 'hub' && app === 'argocd' ? rootName : `${environment}-${target}-${app}`;
}
