import type { Environment, Fleet } from '../fleet/fleet.ts';
import type { Finding } from '../report/finding.ts';
import { sourcesOf } from './direction.ts';
import { sourceVersion } from './source.ts';
import {
  labelOf,
  ownVersion,
  type Running,
  runningIn,
  sharedVersion,
  shortVersion,
  type Versioned,
} from './versions.ts';
import { waveOf } from './waves.ts';

/** What regions have differently though no wave makes it so. */
export function unexplained(versioned: Versioned, environment: Environment, fleet: Fleet): Finding[] {
  const running = runningIn(versioned, environment).sort(
    (a, b) => waveOf(a, environment) - waveOf(b, environment),
  );
  const versions = [...new Set(running.map(({ version }) => version?.value))];
  const label = labelOf(versioned);
  const find = (rule: string, place: Running | undefined, message: string, next: string): Finding => ({
    severity: 'error',
    rule,
    message: `${label}: ${message}`,
    location: place?.version?.origin ?? { file: environment.file },
    next,
  });
  const shows = running.map(({ target, version }) => `${target} ${shortVersion(version?.value)}`).join(', ');
  const { promotesFrom } = environment.data;
  const promote =
    promotesFrom === undefined
      ? `write one release into ${environment.file}, and take out those of its regions`
      : `plumb promote ${promotesFrom} ${environment.name} --app ${versioned.app.name}`;
  const findings: Finding[] = [];
  if (versions.length > 2) {
    const message = `${environment.name} runs ${versions.length} releases at once, where a wave has two: ${shows}`;
    findings.push(find('several-waves', running[0], message, `finish the first wave: ${promote}`));
  } else if (isOutOfOrder(running, handedOn(versioned, environment, fleet))) {
    const message = `${environment.name} has it in no order of waves: ${shows}`;
    findings.push(
      find('wave-out-of-order', running[0], message, `bring the regions in between along: ${promote}`),
    );
  }
  return [
    ...findings,
    ...leftBehind(versioned, environment, label),
    ...(versions.length === 1 ? [] : skippedOf(versioned, environment, running, fleet, find)),
  ];
}

/** The version that the environment before it hands on. */
function handedOn(versioned: Versioned, environment: Environment, fleet: Fleet): string | undefined {
  const from = fleet.environments.find(({ name }) => name === environment.data.promotesFrom);
  return from && sourceVersion(versioned, from, []).version?.value;
}

/**
 * Once a wave's release is followed by the other one, no later wave may have it again; and what is handed on reaches
 * the first wave before the last one.
 *
 * @param running in the order of waves
 */
function isOutOfOrder(running: readonly Running[], handed: string | undefined): boolean {
  const versions = running.map(({ version }) => version?.value);
  const changes = versions.filter((version, index) => index > 0 && version !== versions[index - 1]);
  return changes.length > 1 || (changes.length === 1 && versions.at(-1) === handed);
}

/** A region's own entry that says what its environment says: it would hold the region back from what comes next. */
function leftBehind(versioned: Versioned, environment: Environment, label: string): Finding[] {
  const shared = sharedVersion(versioned, environment)?.value;
  return environment.regions.flatMap((region): Finding[] => {
    const own = ownVersion(versioned, region);
    if (own === undefined || own.value !== shared) return [];
    return [
      {
        severity: 'warning',
        rule: 'leftover-wave',
        message: `${label}: ${region.name} has of its own what ${environment.name} shares, and would miss the next change of it`,
        location: own.origin,
        next: 'remove the line',
      },
    ];
  });
}

/**
 * What some regions run, and not all, that the environment before has not, and one further back has. Whether it ever ran
 * in between is not known; it did not come from there if the app itself says it. What all regions have is left out: the
 * environment before may have gone on.
 */
function skippedOf(
  versioned: Versioned,
  environment: Environment,
  running: readonly Running[],
  fleet: Fleet,
  find: (rule: string, place: Running | undefined, message: string, next: string) => Finding,
): Finding[] {
  const [nearest, ...further] = sourcesOf(environment, fleet);
  const versionsIn = (name: string | undefined): (string | undefined)[] => {
    const source = fleet.environments.find((each) => each.name === name);
    return source ? runningIn(versioned, source).map(({ version }) => version?.value) : [];
  };
  const between = versionsIn(nearest);
  if (between.length === 0) return [];
  for (const place of running) {
    const value = place.version?.value;
    if (value === undefined || value === versioned.initial?.value || between.includes(value)) continue;
    const has = further.find((name) => versionsIn(name).includes(value));
    if (has === undefined) continue;
    const message = `${environment.name}/${place.target} runs ${shortVersion(value)}, which ${has} has and ${nearest} has not`;
    const next = `if it never ran in ${nearest}, promote it there first, or take it back here`;
    return [{ ...find('skipped-environment', place, message, next), severity: 'warning' }];
  }
  return [];
}
