import type { Path } from '../manifest/path.ts';
import type { AppSettings } from '../model/settings.ts';
import { checkSettings } from '../model/settings-checks.ts';
import type { Violation } from '../model/violation.ts';
import type { Finding } from '../report/finding.ts';
import { nearest } from '../report/suggest.ts';
import { appSchema } from './app-schema.ts';
import { checkChartNames } from './check-charts.ts';
import type { AppSource, Environment, Fleet } from './fleet.ts';
import { type Placement, placementsOf } from './placements.ts';
import { isReleased, type ResolvedApp } from './resolve.ts';
import { checkResources } from './resource-checks.ts';
import { checkSchema } from './schema-findings.ts';
import { toFinding } from './violations.ts';

/** Whether every enabled app can run where it is placed. */
export function checkPlacement(fleet: Fleet, apps: readonly AppSource[]): Finding[] {
  return fleet.environments.flatMap((environment) => {
    const all = apps.flatMap((app) => placementsOf(app, environment));
    const placements = all.filter((each) => !isUnclear(each, fleet));
    const enabled = placements.filter(({ resolved }) => resolved.enabled);
    const running = all.filter((each) => each.resolved.enabled || isUnclear(each, fleet));
    return [
      ...placements.flatMap(checkMerged),
      ...enabled.flatMap((placement) => [
        ...checkJurisdiction(placement),
        ...checkFeatures(placement),
        ...(environment.hasAllRegions ? checkDependenciesRun(placement, running, apps) : []),
      ]),
      ...apps.flatMap((app) => checkReleases(app, environment, enabled)),
    ];
  });
}

/** Whether something that is wrong already, in one of its files, may be meant for the app. */
function isUnclear({ app, environment, region }: Placement, fleet: Fleet): boolean {
  return [environment, region].some(
    (file) =>
      file !== undefined &&
      (['apps', 'releases'] as const).some(
        (map) =>
          file.isBroken([map, app.name]) || misspelt(Object.keys(file.data[map] ?? {}), fleet).has(app.name),
      ),
  );
}

function misspelt(names: readonly string[], { declared }: Fleet): Set<string | undefined> {
  return new Set(
    names.filter((name) => !declared.apps.includes(name)).map((name) => nearest(name, declared.apps)),
  );
}

function targetOf({ environment, target }: Placement): string {
  return `${environment.name}/${target}`;
}

/** Settings once merged: overrides may leave out what nobody says then, or contradict what another layer says. */
function checkMerged({ app, resolved }: Placement): Finding[] {
  const { origins, settings } = resolved;
  const locate = (path: Path) =>
    path[0] === 'settings' ? origins.originOf(path.slice(1)) : app.locate(path);
  const mistakes = checkSchema({ ...app.declaration, settings }, appSchema, locate);
  if (mistakes.length > 0) {
    return mistakes.map(({ finding }) => ({ ...finding, message: `${app.name}: ${finding.message}` }));
  }
  const violations = violationsIn(settings)
    .filter((violation) => !isOfDefaults(violation, app, origins))
    .map((violation) => {
      const { path, against } = violation;
      const yields = against && origins.rankOf(against) > origins.rankOf(path);
      // Of two values that contradict each other, the one that a more particular layer set is shown.
      const shown = yields ? { ...violation, path: against, against: path } : violation;
      return toFinding(shown, app.name, origins.originOf);
    });
  return [...violations, ...checkChartNames(app, settings.charts ?? {}, origins.originOf)];
}

function violationsIn(settings: AppSettings): Violation[] {
  return [...checkSettings(settings), ...checkResources(settings)];
}

/** What is wrong with the defaults already is told there, not again for each layer that leaves it wrong. */
function isOfDefaults(violation: Violation, app: AppSource, { rankOf }: ResolvedApp['origins']): boolean {
  const key = ({ rule, path }: Violation) => JSON.stringify([rule, path]);
  const isOverridden = [violation.path, violation.against ?? []].some(
    (path) => path.length > 0 && rankOf(path) > 0,
  );
  return isOverridden && violationsIn(app.declaration.settings).some((each) => key(each) === key(violation));
}

function checkJurisdiction(placement: Placement): Finding[] {
  const { app, region } = placement;
  const { jurisdictions } = app.declaration;
  if (!region || !jurisdictions || jurisdictions.includes(region.facts.jurisdiction)) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'outside-jurisdiction',
      message: `${app.name} may not run in ${targetOf(placement)}: data there is under the law of ${region.facts.jurisdiction}`,
      location: app.locate(['jurisdictions']),
      allowed: jurisdictions.join(', '),
      next: `set \`apps.${app.name}.enabled: false\` in ${region.file}, or add ${region.facts.jurisdiction} to jurisdictions`,
    },
  ];
}

function checkFeatures(placement: Placement): Finding[] {
  const { app, region } = placement;
  if (!region) return [];
  const offered = region.facts.features.value;
  const missing = (app.declaration.features ?? []).filter((feature) => !offered.includes(feature));
  if (missing.length === 0) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'missing-feature',
      message: `${app.name} cannot run in ${targetOf(placement)}: ${region.name} has no ${missing.join(', ')}`,
      location: app.locate(['features']),
      allowed: offered.join(', ') || 'no feature at all',
      next: `set \`apps.${app.name}.enabled: false\` in ${region.file}`,
    },
  ];
}

/** Regional apps depend on what runs in their own cluster, or once in the environment. */
function checkDependenciesRun(
  placement: Placement,
  running: readonly Placement[],
  apps: readonly AppSource[],
): Finding[] {
  const { app, region, environment } = placement;
  return (app.declaration.dependsOn ?? []).flatMap((name, index) => {
    if (!apps.some((each) => each.name === name)) return [];
    const places = running.filter((each) => each.app.name === name);
    if (places.some((each) => !each.region || !region || each.region.name === region.name)) return [];
    const target = targetOf(placement);
    const finding: Finding = {
      severity: 'unjudged',
      rule: 'dependency-disabled',
      message: `${app.name} in ${target} depends on ${name}, which is not enabled there`,
      location: app.locate(['dependsOn', index]),
      next: `enable ${name}, or set \`apps.${app.name}.enabled: false\` in ${(region ?? environment).file}`,
    };
    return [finding];
  });
}

function checkReleases(app: AppSource, environment: Environment, enabled: readonly Placement[]): Finding[] {
  if (!isReleased(app.product, app.declaration)) return [];
  const without = enabled.filter(
    (placement) => placement.app === app && placement.resolved.digest === undefined,
  );
  if (without.length === 0) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'missing-release',
      message: `${app.name} has no release in ${without.map(targetOf).join(', ')}`,
      location: environment.locate(['releases'], 'key'),
      allowed: `releases.${app.name}: sha256: followed by 64 lower-case hexadecimal digits`,
      next: `add it to ${environment.file}, or a first one to the app as \`release\`, or set \`apps.${app.name}.enabled: false\``,
    },
  ];
}
