import type { AppSource, Environment, Fleet } from '../fleet/fleet.ts';
import { placementsOf } from '../fleet/placements.ts';
import type { Finding } from '../report/finding.ts';
import { wavesOf } from './waves.ts';

/** Why releases do not move from `from` to `to`. They move one step along `promotesFrom`, and never back. */
export function checkDirection(fleet: Fleet, from: Environment, to: Environment): Finding[] {
  if (to.data.promotesFrom === from.name) return [];
  const chain = sourcesOf(to, fleet);
  const isBackwards = sourcesOf(from, fleet).includes(to.name);
  const reason =
    from.name === to.name
      ? 'an environment is not promoted to itself'
      : isBackwards
        ? `that is backwards: releases move from ${to.name} towards ${from.name}`
        : chain.includes(from.name)
          ? `that leaves out ${chain.slice(0, chain.indexOf(from.name)).toReversed().join(', ')}`
          : `releases of ${from.name} do not move there`;
  const { promotesFrom } = to.data;
  const steps = fleet.environments
    .filter(({ data }) => data.promotesFrom !== undefined)
    .map(({ name, data }) => `${data.promotesFrom} ${name}`);
  return [
    {
      severity: 'unjudged',
      rule: isBackwards ? 'backwards-promotion' : 'no-promotion-path',
      message: `${from.name} → ${to.name}: ${reason}`,
      location: to.locate(['promotesFrom']),
      allowed: steps.join(', ') || 'nothing: no environment has promotesFrom',
      next: isBackwards
        ? `to take a release back, revert the commit that promoted it, or write the earlier digest into ${to.file}`
        : promotesFrom === undefined
          ? `new releases are written into ${to.file}`
          : `promote ${promotesFrom} ${to.name}`,
    },
  ];
}

/** What `--wave` names; a finding if there is no such wave. */
export function checkWave(to: Environment, wave: string | undefined): Finding[] {
  if (wave === undefined) return [];
  const waves = wavesOf(to);
  if (/^[1-9]\d*$/.test(wave) && Number(wave) <= waves.length) return [];
  const named = waves.findIndex(({ name }) => name === wave);
  return [
    {
      severity: 'unjudged',
      rule: 'unknown-wave',
      message: `--wave ${wave}: there is no such wave in ${to.name}`,
      allowed: waves.map(({ name }, index) => `${index + 1} (${name})`).join(', '),
      next: named === -1 ? 'name one of these by its number' : `did you mean --wave ${named + 1}?`,
    },
  ];
}

/** What `--app` names must run in `to` to get a release there. */
export function checkRuns(app: AppSource, to: Environment): Finding[] {
  if (placementsOf(app, to).some(({ resolved }) => resolved.enabled)) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'runs-nowhere',
      message: `${app.name} is switched off everywhere in ${to.name}, so there is nowhere to promote it to`,
      location: to.locate(['apps', app.name, 'enabled']),
      next: `set \`apps.${app.name}.enabled: true\` in ${to.file}, or in the files of its regions, first`,
    },
  ];
}

/** The environments that releases have passed when they reach `environment`, the nearest first. */
export function sourcesOf(environment: Environment, fleet: Fleet): string[] {
  const names: string[] = [];
  let { promotesFrom } = environment.data;
  while (promotesFrom !== undefined && !names.includes(promotesFrom)) {
    names.push(promotesFrom);
    const source = fleet.environments.find(({ name }) => name === promotesFrom);
    promotesFrom = source?.data.promotesFrom;
  }
  return names;
}
