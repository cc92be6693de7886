import type { Environment } from '../fleet/fleet.ts';
import type { Finding } from '../report/finding.ts';
import { labelOf, type Running, shortVersion, type Version, type Versioned } from './versions.ts';
import { waveOf, wavesOf } from './waves.ts';

/** A wave tries a release out for those after it: none of these may get one that an earlier wave has not. */
export function skippedWave(
  versioned: Versioned,
  to: Environment,
  running: readonly Running[],
  version: Version,
  wave = 1,
): Finding[] {
  const missing = running
    .filter((place) => waveOf(place, to) < wave && place.version?.value !== version.value)
    .sort((a, b) => waveOf(a, to) - waveOf(b, to));
  const [first] = missing;
  if (!first) return [];
  const label = labelOf(versioned);
  const earlier = waveOf(first, to);
  return [
    {
      severity: 'unjudged',
      rule: 'skipped-wave',
      message: `${label}: wave ${wave} would get ${shortVersion(version.value)}, which ${to.name}/${first.target} (wave ${earlier}) has not: it runs ${shortVersion(first.version?.value)}`,
      location: first.version?.origin ?? { file: to.file },
      allowed: `waves in order: ${wavesOf(to)
        .map(({ name }, index) => `${index + 1} ${name}`)
        .join(', ')}`,
      next: `promote it with --wave ${earlier} --app ${versioned.app.name} first; others can go on with --app`,
    },
  ];
}

/** Why a wave brings it nothing: the wave's region is none of those where it runs. */
export function elsewhere(
  versioned: Versioned,
  to: Environment,
  running: readonly Running[],
  wave = 1,
): Finding[] {
  const region = wavesOf(to)[wave - 1];
  const waves = [...new Set(running.map((place) => waveOf(place, to)))].sort((a, b) => a - b);
  if (!region || waves.length === 0) return [];
  return [
    {
      severity: 'warning',
      rule: 'runs-nowhere',
      message: `${labelOf(versioned)}: runs nowhere in wave ${wave}, ${to.name}/${region.name}`,
      location: { file: region.file },
      next: `promote it with --wave ${waves.join(' or ')}`,
    },
  ];
}
