import type { Environment, EnvironmentRegion } from '../fleet/fleet.ts';
import type { Running } from './versions.ts';

/** The environment's regions in the order in which releases reach them: the least loaded first; by name where equal. */
export function wavesOf({ regions }: Environment): EnvironmentRegion[] {
  return [...regions].sort(
    (a, b) => a.data.loadSharePercent - b.data.loadSharePercent || (a.name < b.name ? -1 : 1),
  );
}

/** The number of the wave that reaches it, from 1; what exists once in the environment goes with the last one. */
export function waveOf({ region }: Pick<Running, 'region'>, environment: Environment): number {
  const waves = wavesOf(environment);
  return region ? waves.findIndex(({ name }) => name === region.name) + 1 : Math.max(1, waves.length);
}
