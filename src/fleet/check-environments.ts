import { holdsSecret } from '../model/secrets.ts';
import { checkSyncWindows } from '../model/sync-window-checks.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import type { AppSource, Environment, EnvironmentRegion, Fleet } from './fleet.ts';
import { promotionCycle } from './promotion.ts';
import { isReleased } from './resolve.ts';
import { toFinding } from './violations.ts';

/** @param apps whose declarations can be relied on. */
export function checkEnvironments(fleet: Fleet, apps: readonly AppSource[]): Finding[] {
  return fleet.environments.flatMap((environment) => [
    ...checkPromotion(fleet, environment),
    ...checkSource(environment),
    ...checkShares(environment),
    ...checkSyncWindows(environment.data.syncWindows ?? []).map((violation) =>
      toFinding(violation, 'sync window', (path) => environment.locate(path)),
    ),
    ...[environment, ...environment.regions].flatMap((file) => checkNames(fleet, file, apps)),
    ...environment.regions.flatMap((region) => checkRegionOverrides(environment, region, apps)),
  ]);
}

function checkPromotion(fleet: Fleet, environment: Environment): Finding[] {
  const { promotesFrom } = environment.data;
  if (promotesFrom === undefined) return [];
  const location = environment.locate(['promotesFrom']);
  if (!fleet.declared.environments.includes(promotesFrom)) {
    return [
      {
        severity: 'unjudged',
        rule: 'unknown-environment',
        message: `\`promotesFrom\` names ${promotesFrom}, which is no environment`,
        location,
        allowed: fleet.declared.environments.filter((name) => name !== environment.name).join(', '),
        next: suggest(
          promotesFrom,
          fleet.declared.environments,
          `add environments/${promotesFrom}, or remove promotesFrom`,
        ),
      },
    ];
  }
  const cycle = promotionCycle(environment, fleet.environments);
  // One finding a cycle: at the environment that comes first in it.
  if (!cycle || [...cycle].sort()[0] !== environment.name) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'cyclic-promotion',
      message: `releases would move in a circle: ${[...cycle, environment.name].toReversed().join(' → ')}`,
      location,
      allowed: 'a chain that starts at an environment without promotesFrom',
      next: `remove promotesFrom from one of ${[...cycle].sort().join(', ')}`,
    },
  ];
}

/** What git would take for an option or an expression, or not at all (`git check-ref-format`). */
const noBranch = /^[-/]|\.\.|\/\/|@\{|^@$|[\s\x7f~^:?*[\\]|(?:^|\/)\.|\.lock(?:\/|$)|[./]$/;

/** Where Argo CD and the nightly jobs read from: both stand in many files of dist/. */
function checkSource({ data: { repository, revision }, locate }: Environment): Finding[] {
  const findings: Finding[] = [];
  if (holdsSecret(repository))
    findings.push({
      severity: 'unjudged',
      rule: 'secret-in-address',
      message: '`repository` holds a password, and what is in git is no secret',
      location: locate(['repository']),
      next: 'leave it out: Argo CD takes the passwords of repositories from Secrets of its own',
    });
  if (noBranch.test(revision))
    findings.push({
      severity: 'unjudged',
      rule: 'invalid-revision',
      message: `\`revision\` is ${JSON.stringify(revision)}, which can be the name of no branch`,
      location: locate(['revision']),
      allowed: 'the name of a branch, such as main',
    });
  return findings;
}

/** They may be less than the whole: a region has 0 until it takes traffic. */
function checkShares({ name, regions }: Environment): Finding[] {
  const shares = regions
    .filter(({ isBroken }) => !isBroken(['loadSharePercent']))
    .toSorted((a, b) => b.data.loadSharePercent - a.data.loadSharePercent);
  const sum = shares.reduce((total, { data }) => total + data.loadSharePercent, 0);
  const [largest] = shares;
  if (!largest || sum <= 100) return [];
  const each = shares.map((region) => `${region.name} ${region.data.loadSharePercent}`).join(', ');
  return [
    {
      severity: 'unjudged',
      rule: 'shares-above-whole',
      message: `the regions of ${name} carry ${sum} percent of its load: ${each}`,
      location: largest.locate(['loadSharePercent']),
      allowed: 'at most 100 in all regions of an environment together',
      next: 'lower `loadSharePercent` where less of the load arrives',
    },
  ];
}

/** Releases and overrides of apps that do not exist, and releases of apps that release nothing. */
function checkNames(
  fleet: Fleet,
  file: Environment | EnvironmentRegion,
  apps: readonly AppSource[],
): Finding[] {
  return (['releases', 'apps'] as const).flatMap((map) =>
    Object.keys(file.data[map] ?? {}).flatMap((name): Finding[] => {
      const location = file.locate([map, name], 'key');
      if (!fleet.declared.apps.includes(name)) {
        return [
          {
            severity: 'unjudged',
            rule: 'unknown-app',
            message: `\`${map}.${name}\`: there is no app ${name}`,
            location,
            allowed: [...fleet.declared.apps].sort().join(', ') || 'nothing: there is no app',
            next: suggest(name, fleet.declared.apps, 'remove it, or add the app below apps/'),
          },
        ];
      }
      const app = apps.find((each) => each.name === name);
      if (map === 'apps' || !app || isReleased(app.product, app.declaration)) return [];
      return [
        {
          severity: 'unjudged',
          rule: 'needless-release',
          message: `\`releases.${name}\`: ${name} runs no image of ours, so nothing would use this digest`,
          location,
          next: `remove it, or set \`released: true\` in ${app.locate([]).file}`,
        },
      ];
    }),
  );
}

function checkRegionOverrides(
  environment: Environment,
  region: EnvironmentRegion,
  apps: readonly AppSource[],
): Finding[] {
  return apps
    .filter(({ declaration }) => declaration.scope === 'hub' || declaration.scope === 'global')
    .flatMap(({ name, declaration }) =>
      (['releases', 'apps'] as const)
        .filter((map) => region.data[map]?.[name] !== undefined)
        .map((map) => ({
          severity: 'unjudged',
          rule: 'override-without-effect',
          message: `\`${map}.${name}\`: ${name} exists once per environment (scope ${declaration.scope}), so a region has no say in it`,
          location: region.locate([map, name], 'key'),
          next: `move it to ${environment.file}`,
        })),
    );
}
