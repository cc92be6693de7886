import type { RenderedApp } from './rendered.ts';

export const argocdNamespace = 'argocd';
export const argoVersion = 'argoproj.io/v1alpha1';
export const rootName = 'root';

/** As the ApplicationSets' template names it; the app `argocd` is what the root Application syncs. */
export function applicationName(app: RenderedApp): string {
  return isArgocd(app) ? rootName : `${app.environment}-${app.target}-${app.app}`;
}

/** What makes its Application: an ApplicationSet by its name, or `root`, which makes all of these and itself. */
export function makerOf(app: RenderedApp): string {
  return isArgocd(app) ? rootName : `wave-${app.wave}`;
}

function isArgocd({ target, app }: RenderedApp): boolean {
  return target === 'hub' && app === 'argocd';
}
