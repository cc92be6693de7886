/**
 * Computes the round-trip times in `environments/regions.yaml` that nobody measured: those whose source is `estimate`.
 *
 *     node scripts/latency.ts              rewrite them
 *     node scripts/latency.ts --check      exit 1 if one differs from what this computes
 *
 * Light travels about 200 km per millisecond in fibre (c ÷ 1.468, the group index of standard single-mode fibre), and
 * cables do not follow great circles. The detour is taken from the pairs that were measured: the median of measured
 * over ideal time. Where both ends are in or near regions that were measured, the measured time is the long part of
 * the way, and only the legs to its ends are estimated.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Document, parseDocument } from 'yaml';
import type { RegionCatalogue } from '../src/model/region.ts';

const kilometresPerMillisecond = 200;
const earthRadiusKilometres = 6371;
/** Assumption: what Wi-Fi or mobile access and the way to the next exchange add for users. */
const accessMilliseconds = 10;
/** How far from a place a region may be to stand for it. */
const nearKilometres = 1000;

type Coordinates = RegionCatalogue['populations'][string]['coordinates'];

export function kilometresBetween(from: Coordinates, to: Coordinates): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitude = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const haversine = latitude + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * longitude;
  return 2 * earthRadiusKilometres * Math.asin(Math.sqrt(haversine));
}

function idealRoundTrip(from: Coordinates, to: Coordinates): number {
  return (2 * kilometresBetween(from, to)) / kilometresPerMillisecond;
}

/** Median of measured over ideal time, of all pairs of regions that were measured. */
export function detourFactor({ regions }: RegionCatalogue): number {
  const ratios = Object.values(regions).flatMap((from) =>
    Object.entries(from.latencyMilliseconds.regions).flatMap(([name, { value, source }]) => {
      const to = regions[name];
      return to && source !== 'estimate' ? [value / idealRoundTrip(from.coordinates, to.coordinates)] : [];
    }),
  );
  const middle = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)];
  if (middle === undefined) throw new Error('no pair of regions was measured');
  return middle;
}

interface Place {
  /** The region that it is, if it is one. */
  readonly region?: string;
  readonly coordinates: Coordinates;
}

/** Estimated round-trip time, in milliseconds. */
function estimate(from: Place, to: Place, catalogue: RegionCatalogue, factor: number): number {
  const leg = (a: Place, b: Place) => idealRoundTrip(a.coordinates, b.coordinates) * factor;
  for (const start of standIns(from, catalogue)) {
    for (const end of standIns(to, catalogue)) {
      const measured = catalogue.regions[start.region ?? '']?.latencyMilliseconds.regions[end.region ?? ''];
      if (!measured || measured.source === 'estimate') continue;
      return leg(from, start) + measured.value + leg(end, to);
    }
  }
  return leg(from, to);
}

/** The place itself, then the nearest other region that is near. */
function standIns(place: Place, { regions }: RegionCatalogue): Place[] {
  const distance = (other: Place) => kilometresBetween(place.coordinates, other.coordinates);
  const [nearest] = Object.entries(regions)
    .filter(([region]) => region !== place.region)
    .map(([region, { coordinates }]): Place => ({ region, coordinates }))
    .sort((a, b) => distance(a) - distance(b));
  return nearest && distance(nearest) <= nearKilometres ? [place, nearest] : [place];
}

/** Every estimate of the catalogue: its path in the file, and the milliseconds to stand there. */
export function estimates(catalogue: RegionCatalogue): { path: readonly string[]; milliseconds: number }[] {
  const factor = detourFactor(catalogue);
  return Object.entries(catalogue.regions).flatMap(([region, { coordinates, latencyMilliseconds }]) => {
    const from: Place = { region, coordinates };
    const each = (kind: 'populations' | 'regions', access: number) =>
      Object.entries(latencyMilliseconds[kind]).flatMap(([name, { source }]) => {
        const target = catalogue[kind][name];
        if (!target || source !== 'estimate') return [];
        const to: Place = { coordinates: target.coordinates, ...(kind === 'regions' && { region: name }) };
        const milliseconds = Math.max(1, Math.round(estimate(from, to, catalogue, factor) + access));
        return [{ path: ['regions', region, 'latencyMilliseconds', kind, name, 'value'], milliseconds }];
      });
    return [...each('populations', accessMilliseconds), ...each('regions', 0)];
  });
}

const file = new URL('../environments/regions.yaml', import.meta.url);

function main(check: boolean): void {
  const document: Document = parseDocument(readFileSync(file, 'utf8'));
  const changed = estimates(document.toJS() as RegionCatalogue).filter(
    ({ path, milliseconds }) => document.getIn(path) !== milliseconds,
  );
  if (check) {
    for (const { path, milliseconds } of changed)
      console.error(`${path.join('.')} should be ${milliseconds}`);
    process.exitCode = changed.length === 0 ? 0 : 1;
    return;
  }
  for (const { path, milliseconds } of changed) document.setIn(path, milliseconds);
  if (changed.length > 0)
    writeFileSync(file, document.toString({ lineWidth: 110, flowCollectionPadding: true }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.includes('--check'));
