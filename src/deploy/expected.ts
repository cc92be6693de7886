import { applicationName, makerOf } from './names.ts';
import type { RenderedApp, RenderedEnvironment } from './rendered.ts';

/** An Application that must be there, synced and healthy, before a deployment is done. */
export interface ExpectedApplication {
  readonly name: string;
  /** What makes it: `wave-<n>` or `root`. */
  readonly maker: string;
}

/**
 * The Applications that the ApplicationSets will make: they make them one wave after the other, so what is there at
 * some moment does not tell what is missing.
 *
 * @param registered regions whose clusters are registered in the hub
 * @param region only the Applications of this one; default: of all, the hub and what exists once
 */
export function expectedApplications(
  { apps, hub }: RenderedEnvironment,
  { registered, region }: { readonly registered: readonly string[]; readonly region?: string | undefined },
): ExpectedApplication[] {
  const isThere = ({ target }: RenderedApp): boolean =>
    target === 'hub' || target === 'global' ? registered.includes(hub) : registered.includes(target);
  return apps
    .filter((app) => isThere(app) && (region === undefined || app.target === region))
    .map((app) => ({ name: applicationName(app), maker: makerOf(app) }))
    .sort((a, b) => compareMakers(a.maker, b.maker) || (a.name < b.name ? -1 : 1));
}

/** Waves in their order, `root` last, as it is done when all others are. */
export function compareMakers(a: string, b: string): number {
  return a === b ? 0 : orderOf(a) - orderOf(b);
}

function orderOf(maker: string): number {
  return maker.startsWith('wave-') ? Number(maker.slice('wave-'.length)) : Number.POSITIVE_INFINITY;
}
