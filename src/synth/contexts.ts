import type { AppContext, EnvironmentContext, FleetApp, RegionContext } from '../constructs/app.ts';
import type { Environment, EnvironmentRegion, Fleet } from '../fleet/fleet.ts';
import { type Placement, placementsOf } from '../fleet/placements.ts';
import type { ResolvedApp } from '../fleet/resolve.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { UpstreamChart } from '../model/app.ts';
import type { DiscoveredApp } from './discover.ts';
import { type Filter, matches } from './filter.ts';
import { policiesOf } from './policies.ts';
import type { RenderJob } from './render.ts';
import type { Repository } from './repository.ts';

/** One app in one target, with all that rendering it takes. */
export interface PlacedApp extends RenderJob {
  readonly app: DiscoveredApp;
  /** The charts that Argo CD shall render, at the versions that hold here. */
  readonly charts: readonly (UpstreamChart & { readonly name: string })[];
}

/**
 * Places every enabled app in every target that it belongs to: each region of each environment, or once per
 * environment in `hub` or `global`.
 */
export function placeApps(
  { fleet, apps, policies }: Pick<Repository, 'apps' | 'fleet' | 'policies'>,
  waves: ReadonlyMap<string, number>,
  filter: Filter,
): PlacedApp[] {
  return fleet.environments.flatMap((environment) => {
    const shared = environmentContext(environment, policiesOf(environment, policies));
    const placements = apps
      .flatMap((app) => placementsOf(app, environment))
      .filter(({ resolved }) => resolved.enabled);
    const inUse = new Set(placements.map(({ app }) => app.product));
    const products = Object.fromEntries(
      fleet.products.filter(({ name }) => inUse.has(name)).map(({ name, data }) => [name, data]),
    );
    const fleetApps = [...new Set(placements.map(({ app }) => app))].map((app) => fleetApp(app, waves));
    return placements
      .filter(({ app, target }) => matches(filter, { environment: environment.name, target, app: app.name }))
      .map(
        (placement): PlacedApp => ({
          app: placement.app,
          render: placement.app.render,
          folder: `${environment.name}/${placement.target}/${placement.app.name}`,
          source: placement.app.source,
          charts: chartsOf(placement.app, placement.resolved),
          context: frozen({
            ...appContext(placement.app, fleet, shared, placement.resolved),
            region: regionContext(clusterRegionOf(placement)),
            fleet: { apps: fleetApps, products },
          }),
        }),
      );
  });
}

/** The region of the cluster that receives the objects: the hub's for what exists once in the environment. */
function clusterRegionOf({ environment, region }: Placement): EnvironmentRegion {
  const { regions, data } = environment;
  const found = region ?? regions.find(({ name }) => name === data.hub);
  if (!found) throw new RangeError(`${environment.name}: its hub ${data.hub} is none of its regions`);
  return found;
}

function appContext(
  app: DiscoveredApp,
  fleet: Fleet,
  environment: EnvironmentContext,
  resolved: ResolvedApp,
): Omit<AppContext, 'region' | 'fleet'> {
  const product = fleet.products.find(({ name }) => name === app.product)?.data;
  const { registry } = environment;
  return {
    app: app.name,
    product: app.product,
    namespace: namespaceOf(app),
    tier: app.declaration.tier,
    owner: product?.owner ?? '',
    costCenter: product?.costCenter ?? '',
    environment,
    settings: resolved.settings,
    image: resolved.digest === undefined ? '' : `${registry}/${app.product}/${app.name}@${resolved.digest}`,
    load: app.declaration.load,
  };
}

function environmentContext(
  { name, data, regions }: Environment,
  policies: readonly KubernetesObject[],
): EnvironmentContext {
  const { account, domain, hub, registry, repository, revision, syncWindows } = data;
  return {
    name,
    account,
    domain,
    hub,
    registry,
    repository,
    revision,
    ...(syncWindows && { syncWindows }),
    regions: regions.map(regionContext),
    policies,
  };
}

function regionContext({ name, facts, data }: EnvironmentRegion): RegionContext {
  return { ...facts, name, loadSharePercent: data.loadSharePercent };
}

/** Parts of a context are shared between apps: what one could change, another would see. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

function fleetApp(app: DiscoveredApp, waves: ReadonlyMap<string, number>): FleetApp {
  return {
    app: app.name,
    product: app.product,
    namespace: namespaceOf(app),
    scope: app.declaration.scope,
    wave: waves.get(app.name) ?? 0,
    chartRepositories: Object.values(app.declaration.charts ?? {}).map(({ repository }) => repository),
  };
}

function namespaceOf(app: DiscoveredApp): string {
  return app.declaration.namespace ?? app.name;
}

function chartsOf(app: DiscoveredApp, resolved: ResolvedApp): PlacedApp['charts'] {
  return Object.entries(app.declaration.charts ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, chart]) => ({ ...chart, name, version: resolved.settings.charts?.[name] ?? chart.version }));
}
