import type { Path } from '../manifest/path.ts';
import type { RegionCatalogue, RegionFacts } from '../model/region.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import type { DataFile } from './fleet.ts';

/** Names in regions.yaml that must mean something in the same file, and zones that must be the region's own. */
export function checkCatalogue(catalogue: DataFile<RegionCatalogue>): Finding[] {
  const { regions } = catalogue.data;
  return Object.entries(regions).flatMap(([name, facts]) => [
    ...checkSources(catalogue, name, facts),
    ...checkZones(catalogue, name, facts),
    ...checkLatencies(catalogue, name, facts),
  ]);
}

function checkSources(catalogue: DataFile<RegionCatalogue>, name: string, facts: RegionFacts): Finding[] {
  const { certifications, features, latencyMilliseconds, zones } = facts;
  const cited: (readonly [Path, string])[] = Object.entries({ certifications, features, zones }).map(
    ([field, { source }]) => [[field], source],
  );
  for (const kind of ['populations', 'regions'] as const) {
    for (const [target, { source }] of Object.entries(latencyMilliseconds[kind])) {
      cited.push([['latencyMilliseconds', kind, target], source]);
    }
  }
  return cited.flatMap(([path, source]) =>
    unknownName(catalogue, ['regions', name, ...path, 'source'], 'source', source, 'sources'),
  );
}

function checkLatencies(catalogue: DataFile<RegionCatalogue>, name: string, facts: RegionFacts): Finding[] {
  return (['populations', 'regions'] as const).flatMap((kind) =>
    Object.keys(facts.latencyMilliseconds[kind]).flatMap((target) => {
      const path = ['regions', name, 'latencyMilliseconds', kind, target];
      const singular = kind === 'regions' ? 'region' : 'population';
      return unknownName(catalogue, path, singular, target, kind);
    }),
  );
}

/** A name that `catalogue[map]` does not have; no finding where that entry is there and broken. */
function unknownName(
  catalogue: DataFile<RegionCatalogue>,
  path: Path,
  kind: string,
  name: string,
  map: keyof RegionCatalogue,
): Finding[] {
  const known = Object.keys(catalogue.data[map]);
  if (known.includes(name) || catalogue.isBroken([map, name])) return [];
  return [
    {
      severity: 'unjudged',
      rule: `unknown-${kind}`,
      message: `there is no ${kind} ${name} in \`${map}\``,
      location: catalogue.locate(path, path.at(-1) === name ? 'key' : 'value'),
      allowed: known.join(', '),
      next: suggest(name, known, `add it to \`${map}\``),
    },
  ];
}

function checkZones(catalogue: DataFile<RegionCatalogue>, name: string, { zones }: RegionFacts): Finding[] {
  return zones.value.flatMap((zone, index) => {
    if (zone.startsWith(name) && /^[a-z]$/.test(zone.slice(name.length))) return [];
    return [
      {
        severity: 'unjudged',
        rule: 'foreign-zone',
        message: `${zone} is no zone of ${name}`,
        location: catalogue.locate(['regions', name, 'zones', 'value', index]),
        allowed: `${name} and a letter, e.g. ${name}a`,
      },
    ];
  });
}
