import type { AppSource, Environment } from '../fleet/fleet.ts';
import { leaves } from '../fleet/inherit.ts';
import { resolveApp } from '../fleet/resolve.ts';
import { formatPath, type Path, valueAt } from '../manifest/path.ts';
import type { Location } from '../report/finding.ts';

/** A value that files of environments or regions set, and that makes the two differ. */
export interface DeclaredDifference {
  /** Absent for what concerns the whole environment. */
  readonly app?: string;
  readonly path: string;
  /** The environment, or one of its regions where only that differs: `production/eu-central-1`. */
  readonly place: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly location: Location;
}

/** What moves is no difference of this kind. */
const moving = ['releases', 'apps', 'promotesFrom'];

/**
 * What is written down to be different: the environment's own facts, and each app's settings, charts' versions aside.
 * A setting that a region has of its own is compared with what the other environment's regions share.
 */
export function declaredDifferences(
  apps: readonly AppSource[],
  from: Environment,
  to: Environment,
): DeclaredDifference[] {
  const facts = [...new Set([...Object.keys(from.data), ...Object.keys(to.data)])]
    .filter((fact) => !moving.includes(fact))
    .sort()
    .map((fact) => {
      const [before, after] = [valueAt(from.data, [fact]), valueAt(to.data, [fact])];
      const location = (after === undefined ? from : to).locate([fact]);
      return { path: fact, place: to.name, from: before, to: after, location };
    });
  const settings = apps.flatMap((app) => [
    ...ofApp(app, from, to),
    ...ofRegions(app, to, from, (own, shared) => ({ from: shared, to: own })),
    ...ofRegions(app, from, to, (own, shared) => ({ from: own, to: shared })),
  ]);
  return [...facts, ...settings].filter((each) => JSON.stringify(each.from) !== JSON.stringify(each.to));
}

function ofApp(app: AppSource, from: Environment, to: Environment): DeclaredDifference[] {
  const [source, target] = [resolveApp(app, from), resolveApp(app, to)];
  const paths = leafPaths(source.settings, target.settings);
  return paths.map((path) => {
    const [before, after] = [valueAt(source.settings, path), valueAt(target.settings, path)];
    const isOfSource = after === undefined || (before !== undefined && target.origins.rankOf(path) === 0);
    const location = (isOfSource ? source : target).origins.originOf(path);
    return { app: app.name, path: formatPath(path), place: to.name, from: before, to: after, location };
  });
}

/** What regions have of their own, and what those of the other environment share. */
function ofRegions(
  app: AppSource,
  environment: Environment,
  other: Environment,
  sides: (own: unknown, shared: unknown) => Pick<DeclaredDifference, 'from' | 'to'>,
): DeclaredDifference[] {
  if (app.declaration.scope !== 'region') return [];
  const { settings } = resolveApp(app, other);
  return environment.regions.flatMap((region) => {
    const own = valueAt(region.data.apps, [app.name]);
    return leafPaths(own).map((path) => ({
      app: app.name,
      path: formatPath(path),
      place: `${environment.name}/${region.name}`,
      ...sides(valueAt(own, path), valueAt(settings, path)),
      location: region.locate(['apps', app.name, ...path]),
    }));
  });
}

/** Paths of all that is no map in any of the values, in order; versions of charts move, and are left out. */
function leafPaths(...values: readonly unknown[]): Path[] {
  const paths = values.flatMap((value) => leaves(value).map(({ path }) => path));
  const settings = paths.filter(([first]) => first !== 'charts');
  return [...new Map(settings.map((path) => [formatPath(path), path])).values()];
}
