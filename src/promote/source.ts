import type { Environment } from '../fleet/fleet.ts';
import type { Finding } from '../report/finding.ts';
import {
  labelOf,
  type Running,
  runningIn,
  sharedVersion,
  shortVersion,
  type Version,
  type Versioned,
} from './versions.ts';

interface Source {
  /** Absent if there is nothing to promote. */
  readonly version?: Version;
  readonly findings: readonly Finding[];
}

/**
 * The version that an environment hands on. It is the one that all its regions run. While they run several, a wave is
 * under way: then it is the one that its regions share, as every finished wave ends there; a region's own is being tried.
 *
 * @param wanted where it would go; nothing is said of what runs nowhere in `from` if nothing there would change
 * @param isAsked unless it was asked for by name
 */
export function sourceVersion(
  versioned: Versioned,
  from: Environment,
  wanted: readonly Running[],
  isAsked = false,
): Source {
  const label = labelOf(versioned);
  const running = runningIn(versioned, from);
  const shared = sharedVersion(versioned, from);
  const [first] = running;
  if (!first) {
    const wouldChange = shared && wanted.some(({ version }) => version?.value !== shared.value);
    return { findings: wouldChange || isAsked ? [untried(label, from, shared)] : [] };
  }
  const versions = new Set(running.map(({ version }) => version?.value));
  if (versions.size === 1) {
    if (first.version) return { version: first.version, findings: [] };
    return { findings: [unreleased(label, from)] };
  }
  const has = running.map(({ target, version }) => `${target} ${shortVersion(version?.value)}`).join(', ');
  if (shared && versions.has(shared.value)) {
    const finding: Finding = {
      severity: 'warning',
      rule: 'wave-under-way',
      message: `${label}: ${from.name} runs ${versions.size} releases (${has}); ${shortVersion(shared.value)} counts, which its regions share: what only some have is being tried`,
      location: shared.origin,
      next: `finish the wave in ${from.name} to promote the other one`,
    };
    return { version: shared, findings: [finding] };
  }
  return {
    findings: [
      {
        severity: 'unjudged',
        rule: 'no-common-release',
        message: `${label}: ${from.name} runs ${versions.size} releases (${has}), and none of them is the one that its regions share`,
        location: shared?.origin ?? { file: from.file },
        next: `bring ${from.name} to one release first, or promote the others with --app`,
      },
    ],
  };
}

function untried(label: string, from: Environment, shared: Version | undefined): Finding {
  return {
    severity: 'warning',
    rule: 'runs-nowhere',
    message: `${label}: is switched off in ${from.name}, so nobody tries a release of it there, and none is promoted`,
    location: shared?.origin ?? { file: from.file },
    next: `let it run in ${from.name} first`,
  };
}

function unreleased(label: string, from: Environment): Finding {
  return {
    severity: 'unjudged',
    rule: 'missing-release',
    message: `${label} has no release in ${from.name}`,
    location: { file: from.file },
    next: `add one to ${from.file}`,
  };
}
