import type { AppSource, Environment, Fleet } from '../fleet/fleet.ts';
import type { Finding } from '../report/finding.ts';
import { sourceVersion } from './source.ts';
import { unexplained } from './unexplained.ts';
import { labelOf, runningIn, type Versioned, versionedOf } from './versions.ts';
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

/**
 * @param environments those to compare, in the order of promotion
 * @param isAsked whether the apps were asked for by name, so that nothing of them is left out
 */
export function parityOf(
  fleet: Fleet,
  apps: readonly AppSource[],
  environments: readonly Environment[],
  isAsked = false,
): Parity {
  const versioned = apps.flatMap(versionedOf);
  const rows = versioned.map((each) => rowOf(each, environments)).filter((row) => isTold(row, isAsked));
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
        versioned.flatMap((each) => unexplained(each, environment, fleet)),
      ),
    ],
  };
}

/** Versions of charts that are everywhere the same say nothing that app.ts does not. */
function isTold({ isChart, isSame, versions }: ParityRow, isAsked: boolean): boolean {
  return Object.keys(versions).length > 0 && (isAsked || !(isChart && isSame));
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
