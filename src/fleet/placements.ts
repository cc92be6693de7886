import type { AppSource, Environment, EnvironmentRegion } from './fleet.ts';
import { type ResolvedApp, resolveApp } from './resolve.ts';

/** One app in one target of an environment. */
export interface Placement<App extends AppSource = AppSource> {
  readonly app: App;
  readonly environment: Environment;
  /** Absent for hub and global apps, which exist once in the environment. */
  readonly region?: EnvironmentRegion;
  /** The target's name: the region's, `hub` or `global`. */
  readonly target: string;
  readonly resolved: ResolvedApp;
}

/** Everywhere in an environment that an app belongs to by its scope, also where it is switched off. */
export function placementsOf<App extends AppSource>(app: App, environment: Environment): Placement<App>[] {
  const { scope } = app.declaration;
  if (scope !== 'region') {
    return [{ app, environment, target: scope, resolved: resolveApp(app, environment) }];
  }
  return environment.regions.map((region) => ({
    app,
    environment,
    region,
    target: region.name,
    resolved: resolveApp(app, environment, region),
  }));
}
