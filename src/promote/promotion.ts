/**
 * What one environment's releases become when another's move there. Pure: the verbs read, render and write.
 *
 *     versions.ts    what moves: releases and versions of charts, and where each holds
 *     waves.ts       in which order regions get them; wave-findings.ts: why one gets nothing
 *     source.ts      which of an environment's releases counts
 *     promotion.ts   → moves, and the edits of the files that bring them about
 *     edit/          an edit of a text, which leaves every other line as it is; changed-lines.ts: which it changed
 *     direction.ts   what may be promoted to where
 *     declared.ts    what two environments have differently on purpose
 *     undeclared.ts  what only the code makes different
 *     parity.ts      who has what, and what is owed; unexplained.ts: what no wave makes so
 *     report.ts, parity-report.ts    → Document
 */
import type { AppSource, Environment, EnvironmentRegion } from '../fleet/fleet.ts';
import type { Path } from '../manifest/path.ts';
import type { Finding, Location } from '../report/finding.ts';
import { sourceVersion } from './source.ts';
import {
  labelOf,
  ownVersion,
  type Running,
  runningIn,
  sharedVersion,
  type Version,
  type Versioned,
  versionedOf,
} from './versions.ts';
import { elsewhere, skippedWave } from './wave-findings.ts';
import { waveOf } from './waves.ts';

/** One release in one target. */
export interface Move {
  readonly label: string;
  readonly app: string;
  readonly target: string;
  readonly before?: string;
  readonly after: string;
  /** Where it was released from. */
  readonly location: Location;
}

/** One value of one file that changes. */
export interface FileEdit {
  /** Whose version it is. */
  readonly app: string;
  readonly file: string;
  readonly path: Path;
  /** Absent: the region's own value goes, so that the environment's holds. */
  readonly value?: string;
  /** Where the value comes from, whose comment comes along. */
  readonly origin?: Location;
}

export interface Promotion {
  readonly moves: readonly Move[];
  readonly edits: readonly FileEdit[];
  /** If one is `unjudged`, nothing may be written. */
  readonly findings: readonly Finding[];
}

export interface Promoted {
  readonly from: Environment;
  readonly to: Environment;
  /** Only this wave's region, counted from 1. Default: all regions at once. */
  readonly wave?: number | undefined;
  /** Whether the apps were asked for by name, so that it is told where there is nothing of them. */
  readonly isAsked?: boolean;
}

export function promotionOf(apps: readonly AppSource[], promoted: Promoted): Promotion {
  const parts = apps.flatMap(versionedOf).map((versioned) => promote(versioned, promoted));
  return {
    moves: parts.flatMap(({ moves }) => moves),
    edits: parts.flatMap(({ edits }) => edits),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

const nothing: Promotion = { moves: [], edits: [], findings: [] };

function promote(versioned: Versioned, { from, to, wave, isAsked = false }: Promoted): Promotion {
  const running = runningIn(versioned, to);
  const isWanted = (place: Running): boolean => wave === undefined || waveOf(place, to) === wave;
  if (!running.some(isWanted))
    return { ...nothing, findings: isAsked ? elsewhere(versioned, to, running, wave) : [] };
  const { version, findings } = sourceVersion(versioned, from, running, isAsked);
  if (!version) return { ...nothing, findings };

  const after = (place: Running): string | undefined =>
    isWanted(place) ? version.value : place.version?.value;
  const changing = running.filter((place) => after(place) !== place.version?.value);
  const skipped = changing.length === 0 ? [] : skippedWave(versioned, to, running, version, wave);
  if (skipped.length > 0) return { ...nothing, findings: skipped };
  const isEverywhere = running.every((place) => after(place) === version.value);
  const isTidying = wave === undefined || changing.length > 0;
  const edits = !isTidying
    ? []
    : isEverywhere
      ? shareVersion(versioned, to, version)
      : changing.flatMap(({ region }) => (region ? overrideVersion(versioned, to, region, version) : []));
  return {
    moves: changing.map((place) => ({
      label: labelOf(versioned),
      app: versioned.app.name,
      target: `${to.name}/${place.target}`,
      ...(place.version && { before: place.version.value }),
      after: version.value,
      location: version.origin,
    })),
    edits,
    findings,
  };
}

/** All regions have it: it is the environment's, and what regions have of their own goes. */
function shareVersion(versioned: Versioned, to: Environment, version: Version): FileEdit[] {
  const own = to.regions.filter((region) => ownVersion(versioned, region) !== undefined);
  return [
    ...(sharedVersion(versioned, to)?.value === version.value ? [] : [setting(versioned, to.file, version)]),
    ...own.map(({ file }) => removal(versioned, file)),
  ];
}

function overrideVersion(
  versioned: Versioned,
  to: Environment,
  region: EnvironmentRegion,
  version: Version,
): FileEdit[] {
  if (sharedVersion(versioned, to)?.value === version.value) return [removal(versioned, region.file)];
  return [setting(versioned, region.file, version)];
}

function setting(versioned: Versioned, file: string, { value, origin }: Version): FileEdit {
  return { ...removal(versioned, file), value, origin };
}

function removal({ app, path }: Versioned, file: string): FileEdit {
  return { app: app.name, file, path };
}
