import type { Environment } from '../fleet/fleet.ts';
import type { Finding } from '../report/finding.ts';
import type { Filter } from './filter.ts';
import type { OutputPlan } from './output/plan.ts';

/**
 * Regions that come or go while only a part of their environment is rendered: the rest may tell of them, as global
 * objects do, and stays as it is. `synth --check` would find that, but not say why.
 *
 * @param environments of the repository
 */
export function partialFindings(
  environments: readonly Environment[],
  filter: Filter,
  plan: OutputPlan,
): Finding[] {
  if (filter.region === undefined && filter.app === undefined) return [];
  const stood = [...plan.changed, ...plan.outside].map(({ path }) => path);
  const paths = [...stood, ...plan.unchanged, ...plan.removed];
  return environments
    .filter(({ name }) => name === (filter.environment ?? name))
    .flatMap(({ name, regions, file }): Finding[] => {
      const before = regionsIn(name, paths);
      const now = new Set(regions.map((region) => region.name));
      const moved = [
        ...[...now.difference(before)].map((region) => `${region} comes`),
        ...[...before.difference(now)].map((region) => `${region} goes`),
      ];
      if (before.size === 0 || moved.length === 0) return [];
      return [
        {
          severity: 'warning',
          rule: 'partly-rendered',
          message: `${moved.join(', ')}, but only a part of ${name} is rendered: what else tells of its regions stays as it is`,
          location: { file },
          next: `run plumb synth --env ${name}`,
        },
      ];
    });
}

/** Those of an environment that have rendered files in the output folder. */
function regionsIn(environment: string, paths: readonly string[]): ReadonlySet<string> {
  const targets = paths.flatMap((path) => {
    const [name, target = '', , file] = path.split('/');
    return name === environment && file !== undefined ? [target] : [];
  });
  return new Set(targets).difference(new Set(['hub', 'global']));
}
