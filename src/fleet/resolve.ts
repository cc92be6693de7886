import { valueAt } from '../manifest/path.ts';
import type { AppDeclaration } from '../model/app.ts';
import type { AppSettings } from '../model/settings.ts';
import type { AppSource, DataFile, Environment, EnvironmentRegion } from './fleet.ts';
import { type Inherited, type Layer, resolveSettings, type Setting } from './inherit.ts';

/** What holds for one app in one target. */
export interface ResolvedApp {
  readonly settings: AppSettings;
  readonly enabled: boolean;
  /** Digest of its image; absent for apps that release nothing, and when no release is written down. */
  readonly digest?: string;
  /** Where the settings come from; paths start below `settings`. */
  readonly origins: Omit<Inherited<AppSettings>, 'value'>;
  /** The release that holds first, then those that it overrides. */
  readonly releases: readonly Setting[];
}

/**
 * Merges an app's defaults with what the environment and, for apps of region scope, the region say. Hub and global
 * apps exist once per environment, so no region has a say in them.
 */
export function resolveApp(
  app: AppSource,
  environment: Environment,
  region?: EnvironmentRegion,
): ResolvedApp {
  const files = filesOf(app.declaration, environment, region);
  const defaults: Layer = {
    value: app.declaration.settings,
    locate: (path) => app.locate(['settings', ...path]),
  };
  const overrides = files.map(
    (file): Layer => ({
      value: valueAt(file.data.apps, [app.name]),
      locate: (path) => file.locate(['apps', app.name, ...path], 'value'),
    }),
  );
  const inherited = resolveSettings<AppSettings>([defaults, ...overrides]);
  const releases = [...files.toReversed().flatMap((file) => releaseIn(file, app.name)), ...firstRelease(app)];
  const [release] = releases;
  return {
    settings: inherited.value,
    enabled: inherited.value.enabled ?? true,
    ...(release && { digest: release.value }),
    origins: inherited,
    releases,
  };
}

/** Whether a product is the one whose apps are the clusters' own controllers. */
export function isPlatform(product: string): boolean {
  return product === 'platform';
}

/** Whether an image of ours runs, so that a release and a load profile are needed. */
export function isReleased(product: string, declaration: AppDeclaration): boolean {
  return declaration.released ?? (declaration.scope === 'region' && !isPlatform(product));
}

type Overriding = Pick<DataFile<EnvironmentRegion['data'] | Environment['data']>, 'data' | 'locate'>;

function filesOf(
  declaration: AppDeclaration,
  environment: Environment,
  region?: EnvironmentRegion,
): Overriding[] {
  return region && declaration.scope === 'region' ? [environment, region] : [environment];
}

function releaseIn(file: Overriding, app: string): { value: string; origin: Setting['origin'] }[] {
  const digest = valueAt(file.data.releases, [app]);
  return typeof digest !== 'string'
    ? []
    : [{ value: digest, origin: file.locate(['releases', app], 'value') }];
}

/** What the app's own definition names: the most general layer, as with settings. */
function firstRelease(app: AppSource): ReturnType<typeof releaseIn> {
  const { release } = app.declaration;
  return release === undefined ? [] : [{ value: release, origin: app.locate(['release']) }];
}
