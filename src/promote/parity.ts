import type { AppSource, Environment, Fleet } from '../fleet/fleet.ts';
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
  versionedOf,
} from './versions.ts';
import { waveOf } from './waves.ts';

/** Who has which version of one thing that moves. */
export interface ParityRow {
  readonly label: string;
  readonly app: string;
  readonly isChart: boolean;
  /** By target, `production/us-west-2`; absent where it does not run. */
  readonly versions: Readonly<Record<string, string>>;
  readonly isSame: boolean;
}

/** A release that an environment has not got from the one before it. */
export interface Debt {
  readonly label: string;
  readonly app: string;
  readonly from: string;
  readonly to: string;
  readonly version: string;
  /** The waves that have not got it. */
  readonly waves: readonly { readonly wave: number; readonly target: string; readonly version?: string }[];
}

export interface Parity {
  /** In the order of promotion; in an environment, of waves. */
  readonly targets: readonly string[];
  readonly rows: readonly ParityRow[];
  readonly debts: readonly Debt[];
  readonly findings: readonly Finding[];
}

/** @param environments those to compare, in the order of promotion */
export function parityOf(
  fleet: Fleet,
  apps: readonly AppSource[],
  environments: readonly Environment[],
): Parity {
  const versioned = apps.flatMap(versionedOf);
  const rows = versioned.map((each) => rowOf(each, environments)).filter(isTold);
  const told = new Set(rows.flatMap(({ versions }) => Object.keys(versions)));
  const owed = environments.flatMap((to) => {
    const from = environments.find(({ name }) => name === to.data.promotesFrom);
    return from ? versioned.map((each) => debtOf(each, from, to)) : [];
  });
  return {
    targets: environments.flatMap(targetsOf).filter((target) => told.has(target)),
    rows,
    debts: owed.flatMap(({ debt }) => debt ?? []),
    findings: [
      ...owed.flatMap(({ findings }) => findings),
      ...environments.flatMap((environment) =>
        versioned.flatMap((each) => undeclaredWaves(each, environment, fleet)),
      ),
    ],
  };
}

/** Versions of charts that are everywhere the same say nothing that app.ts does not. */
function isTold({ isChart, isSame, versions }: ParityRow): boolean {
  return Object.keys(versions).length > 0 && !(isChart && isSame);
}

function rowOf(versioned: Versioned, environments: readonly Environment[]): ParityRow {
  const entries = environments.flatMap((environment) =>
    runningIn(versioned, environment).map(({ target, version }) => [
      `${environment.name}/${target}`,
      version?.value ?? '',
    ]),
  );
  const versions = Object.fromEntries(entries) as Record<string, string>;
  return {
    label: labelOf(versioned),
    app: versioned.app.name,
    isChart: versioned.chart !== undefined,
    versions,
    isSame: new Set(Object.values(versions)).size <= 1,
  };
}

function targetsOf(environment: Environment): string[] {
  const regions = environment.regions.toSorted(
    (a, b) => waveOf({ region: a }, environment) - waveOf({ region: b }, environment),
  );
  return [...regions.map(({ name }) => name), 'global', 'hub'].map(
    (target) => `${environment.name}/${target}`,
  );
}

function debtOf(
  versioned: Versioned,
  from: Environment,
  to: Environment,
): { readonly debt?: Debt; readonly findings: readonly Finding[] } {
  const running = runningIn(versioned, to);
  if (running.length === 0) return { findings: [] };
  const { version, findings } = sourceVersion(versioned, from, running);
  if (!version) return { findings };
  const waves = running
    .filter((place) => place.version?.value !== version.value)
    .map((place) => ({
      wave: waveOf(place, to),
      target: place.target,
      ...(place.version && { version: place.version.value }),
    }))
    .sort((a, b) => a.wave - b.wave);
  if (waves.length === 0) return { findings };
  const debt = {
    label: labelOf(versioned),
    app: versioned.app.name,
    from: from.name,
    to: to.name,
    version: version.value,
    waves,
  };
  return { debt, findings };
}

/** What regions have differently though no wave makes it so. */
function undeclaredWaves(versioned: Versioned, environment: Environment, fleet: Fleet): Finding[] {
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
  const promote = `plumb promote ${environment.data.promotesFrom ?? 'FROM'} ${environment.name} --app ${versioned.app.name}`;
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
    ...skippedOf(versioned, environment, running, fleet, find),
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

/** Runs here and further up, and not in the environment between: it came past it. */
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
  const place = running.find(
    ({ version }) =>
      version !== undefined &&
      !between.includes(version.value) &&
      further.some((name) => versionsIn(name).includes(version.value)),
  );
  if (!place) return [];
  const version = shortVersion(place.version?.value);
  const message = `${environment.name}/${place.target} runs ${version}, which came past ${nearest}`;
  return [
    find('skipped-environment', place, message, `promote it to ${nearest} first, or take it back here`),
  ];
}
