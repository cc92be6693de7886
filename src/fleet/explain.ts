import { formatPath, type Path, valueAt } from '../manifest/path.ts';
import type { Location } from '../report/finding.ts';
import type { AppSource, DataFile, Environment, EnvironmentRegion, Fleet } from './fleet.ts';
import { leaves, type Setting } from './inherit.ts';
import { isReleased, resolveApp } from './resolve.ts';

/** One value that holds for an app in a target, and where it was written down. */
export interface ExplainedValue {
  /** e.g. `settings.scaling.minReplicas`, `release`, `region.jurisdiction`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: Location;
  /** What it replaces, the nearest layer first. */
  readonly overridden: readonly Setting[];
}

/** The environment's own facts that apps are told; releases and overrides are told apart, by app. */
const environmentFacts = [
  'account',
  'domain',
  'hub',
  'promotesFrom',
  'registry',
  'repository',
  'revision',
  'syncWindows',
  'validationActions',
];

/**
 * Every value that `app` is rendered from in one target, each with the file and line that it comes from: what the app
 * declares, its merged settings, its release, and the facts of the environment and the region.
 *
 * @param region absent for hub and global apps, which get the facts of the hub's region.
 */
export function explainApp(
  fleet: Fleet,
  app: AppSource,
  environment: Environment,
  region?: EnvironmentRegion,
): ExplainedValue[] {
  const resolved = resolveApp(app, environment, region);
  const { settings: _, ...declaration } = app.declaration;
  const place = region ?? environment.regions.find(({ name }) => name === environment.data.hub);
  const product = fleet.products.find(({ name }) => name === app.product);
  const [release, ...earlier] = resolved.releases;
  return [
    ...leavesOf(declaration, [], app.locate),
    ...leaves(resolved.settings).map(({ path, value }) => ({
      path: formatPath(['settings', ...path]),
      value,
      origin: resolved.origins.originOf(path),
      overridden: resolved.origins.overriddenAt(path),
    })),
    ...(release && isReleased(app.product, app.declaration)
      ? [{ path: 'release', value: release.value, origin: release.origin, overridden: earlier }]
      : []),
    ...(product
      ? leavesOf(
          { owner: product.data.owner, costCenter: product.data.costCenter },
          ['product'],
          below(product),
        )
      : []),
    ...environmentFacts.flatMap((fact) => {
      const value = valueAt(environment.data, [fact]);
      return value === undefined ? [] : leavesOf({ [fact]: value }, ['environment'], below(environment));
    }),
    ...(place ? explainRegion(fleet, place) : []),
  ];
}

function explainRegion({ catalogue }: Fleet, region: EnvironmentRegion): ExplainedValue[] {
  const share = { loadSharePercent: region.data.loadSharePercent };
  const locateFact = (path: Path) => catalogue.locate(['regions', region.name, ...path.slice(1)]);
  return [...leavesOf(share, ['region'], below(region)), ...leavesOf(region.facts, ['region'], locateFact)];
}

/** Positions of a file whose values are shown one level deeper. */
function below(file: Pick<DataFile<unknown>, 'locate'>): (path: Path) => Location {
  return (path) => file.locate(path.slice(1));
}

function leavesOf(value: unknown, prefix: Path, locate: (path: Path) => Location): ExplainedValue[] {
  return leaves(value, prefix).map((leaf) => ({
    path: formatPath(leaf.path),
    value: leaf.value,
    origin: locate(leaf.path),
    overridden: [],
  }));
}
