import type { AppSource } from '../fleet/fleet.ts';
import type { Finding, Location } from '../report/finding.ts';

/** What order depends on. Positions are asked for only when there is a cycle to tell: each costs parsing an app.ts. */
export interface WaveInput extends Pick<AppSource, 'name' | 'locate'> {
  readonly declaration: Pick<AppSource['declaration'], 'dependsOn'>;
}

/**
 * Sync wave of each app's Application: one more than the highest wave it depends on, so that an app starts when all
 * it needs is healthy and no later. Names that are not in `apps` are ignored (they are reported by the fleet checks).
 *
 * A cycle has no order: each app on it gets no wave, and the cycle is one finding.
 */
export function assignWaves(apps: readonly WaveInput[]): {
  readonly waves: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
} {
  const byName = new Map(apps.map((app) => [app.name, app]));
  const waves = new Map<string, number>();
  const findings: Finding[] = [];
  const open: string[] = [];
  const broken = new Set<string>();

  const visit = (app: WaveInput): number => {
    const known = waves.get(app.name);
    if (known !== undefined) return known;
    const start = open.indexOf(app.name);
    if (start !== -1) {
      const cycle = open.slice(start);
      if (!cycle.some((name) => broken.has(name)))
        findings.push(cycleFinding(cycle, app.locate(['dependsOn'])));
      for (const name of cycle) broken.add(name);
      return 0;
    }
    open.push(app.name);
    let wave = 0;
    for (const dependency of app.declaration.dependsOn ?? []) {
      const target = byName.get(dependency);
      if (target) wave = Math.max(wave, visit(target) + 1);
    }
    open.pop();
    if (!broken.has(app.name)) waves.set(app.name, wave);
    return wave;
  };

  for (const app of apps) visit(app);
  return { waves, findings };
}

function cycleFinding(cycle: readonly string[], location: Location): Finding {
  return {
    severity: 'unjudged',
    rule: 'cyclic-dependency',
    message: `apps depend on each other in a circle: ${[...cycle, cycle[0]].join(' → ')}`,
    location,
    allowed: 'dependsOn that leads to no app twice',
    next: `remove one of these from dependsOn: ${cycle.join(', ')}`,
  };
}
