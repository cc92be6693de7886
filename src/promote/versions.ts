import type { AppSource, Environment, EnvironmentRegion } from '../fleet/fleet.ts';
import { placementsOf } from '../fleet/placements.ts';
import { isReleased } from '../fleet/resolve.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import type { Location } from '../report/finding.ts';

/** A digest, or the version of a chart, and where it is written. */
export interface Version {
  readonly value: string;
  readonly origin: Location;
}

/** What moves from environment to environment: an app's release, or the version of one of its charts. */
export interface Versioned {
  readonly app: AppSource;
  /** Absent for the release of the app's own image. */
  readonly chart?: string;
  /** Where files of environments and regions set it. */
  readonly path: Path;
  /** What the app itself says, which holds where no file says otherwise. */
  readonly initial?: Version;
}

/** Where an app runs in an environment, and in which version. */
export interface Running {
  /** The region's name, `hub` or `global`. */
  readonly target: string;
  readonly region?: EnvironmentRegion;
  /** Absent if no release is written down anywhere. */
  readonly version?: Version;
}

export function versionedOf(app: AppSource): Versioned[] {
  const { declaration, name, product } = app;
  const { release, charts = {}, settings } = declaration;
  const initial = (value: string | undefined, path: Path): Pick<Versioned, 'initial'> =>
    value === undefined ? {} : { initial: { value, origin: app.locate(path) } };
  return [
    ...(isReleased(product, declaration)
      ? [{ app, path: ['releases', name], ...initial(release, ['release']) }]
      : []),
    ...Object.entries(charts).map(([chart, { version }]) => ({
      app,
      chart,
      path: ['apps', name, 'charts', chart],
      ...(settings.charts?.[chart] === undefined
        ? initial(version, ['charts', chart, 'version'])
        : initial(settings.charts[chart], ['settings', 'charts', chart])),
    })),
  ];
}

/** Everywhere in the environment that the app is switched on. */
export function runningIn(versioned: Versioned, environment: Environment): Running[] {
  return placementsOf(versioned.app, environment)
    .filter(({ resolved }) => resolved.enabled)
    .map(({ target, region }) => {
      const version = (region && ownVersion(versioned, region)) ?? sharedVersion(versioned, environment);
      return { target, ...(region && { region }), ...(version && { version }) };
    });
}

/** What holds where a region has nothing of its own. */
export function sharedVersion(versioned: Versioned, environment: Environment): Version | undefined {
  return ownVersion(versioned, environment) ?? versioned.initial;
}

/** What the file itself says. */
export function ownVersion({ path }: Versioned, file: Environment | EnvironmentRegion): Version | undefined {
  const value = valueAt(file.data, path);
  return typeof value !== 'string' ? undefined : { value, origin: file.locate(path, 'value') };
}

/** `receipt-api`, `argocd chart argo-cd`. */
export function labelOf({ app, chart }: Versioned): string {
  return chart === undefined ? app.name : `${app.name} chart ${chart}`;
}

/** Digests are cut as git cuts hashes; `-` for none. */
export function shortVersion(version: string | undefined): string {
  if (version === undefined) return '-';
  return version.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, '$1');
}
