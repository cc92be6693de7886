import Type, { type Static, type TSchema } from 'typebox';
import { recordOf } from './record.ts';
import { DnsLabel, formed, IsoDate, Jurisdiction, Text } from './scalars.ts';

const Source = Type.Object(
  {
    title: { ...Text, description: 'What it is; says "estimate" where nothing was measured.' },
    url: formed('^https://', 'an https:// address'),
    date: { ...IsoDate, description: 'When the figures were read there, or computed.' },
    method: Type.Optional({
      ...Text,
      description: 'How the figures follow from the source, where they do not stand there.',
    }),
  },
  { additionalProperties: false },
);

/** A fact, and the entry of `sources` that it comes from. */
const sourced = <T extends TSchema>(value: T, description: string) =>
  Type.Object(
    { value, source: { ...DnsLabel, description: 'An entry of `sources`.' } },
    { additionalProperties: false, description },
  );

const Latencies = (description: string) =>
  recordOf(DnsLabel, sourced(Type.Number({ exclusiveMinimum: 0 }), 'Milliseconds there and back.'), {
    description,
  });

const Coordinates = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  },
  {
    additionalProperties: false,
    description: 'Degrees, of the city; distances and estimates follow from them.',
  },
);

const Population = Type.Object(
  {
    location: { ...Text, description: 'The city that stands for these users.' },
    coordinates: Coordinates,
  },
  { additionalProperties: false },
);

export const RegionFacts = Type.Object(
  {
    provider: Type.Enum(['aws'], { description: 'Whose region it is.' }),
    location: { ...Text, description: 'City or area, as the provider names it.' },
    coordinates: Coordinates,
    zones: sourced(
      Type.Array(DnsLabel, { minItems: 2, uniqueItems: true }),
      'Availability zones that an account can use.',
    ),
    jurisdiction: {
      ...Jurisdiction,
      description: 'ISO 3166-1 country, or EU: whose law applies to data stored here.',
    },
    certifications: sourced(
      Type.Array(Text, { uniqueItems: true }),
      'Compliance programmes that cover the region.',
    ),
    features: sourced(
      Type.Array(DnsLabel, { uniqueItems: true }),
      'What not every region has, e.g. gpu-g6, edge-location.',
    ),
    latencyMilliseconds: Type.Object(
      {
        populations: Latencies('Round-trip time to user populations.'),
        regions: Latencies('Round-trip time to other regions.'),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type RegionFacts = Static<typeof RegionFacts>;

/** `environments/regions.yaml`. */
export const RegionCatalogue = Type.Object(
  {
    sources: recordOf(DnsLabel, Source, { description: 'Where the figures come from.' }),
    populations: recordOf(DnsLabel, Population, { description: 'Where users are.' }),
    regions: recordOf(DnsLabel, RegionFacts, { description: 'Where things could run.' }),
  },
  {
    additionalProperties: false,
    description: 'Where things could run. Facts only; choices live in the environments.',
  },
);
export type RegionCatalogue = Static<typeof RegionCatalogue>;
