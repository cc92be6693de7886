import Type, { type Static } from 'typebox';
import { IsoDate } from './scalars.ts';

const Source = Type.Object(
  {
    title: Type.String({ minLength: 1 }),
    url: Type.String({ pattern: '^https://' }),
    /** When the figures were read there. */
    date: IsoDate,
  },
  { additionalProperties: false },
);

/** A fact, and the entry of `sources` that it comes from. */
const sourced = <T extends Parameters<typeof Type.Array>[0]>(value: T) =>
  Type.Object({ value, source: Type.String({ minLength: 1 }) }, { additionalProperties: false });

/** Round-trip times by population or region name. */
const Latencies = Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }));

export const RegionFacts = Type.Object(
  {
    provider: Type.Union([Type.Literal('aws')]),
    location: Type.String({ minLength: 1 }),
    zones: sourced(Type.Array(Type.String(), { minItems: 2, uniqueItems: true })),
    /** ISO 3166-1 country, or EU: whose law applies to data stored here. */
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}$', description: 'two capital letters such as JP or EU' }),
    certifications: sourced(Type.Array(Type.String(), { uniqueItems: true })),
    /** What not every region has, e.g. `gpu-g6`, `edge-location`. */
    features: sourced(Type.Array(Type.String(), { uniqueItems: true })),
    latencyMilliseconds: sourced(
      Type.Object({ populations: Latencies, regions: Latencies }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type RegionFacts = Static<typeof RegionFacts>;

/** `environments/regions.yaml`: where things could run. Facts only; choices live in the environments. */
export const RegionCatalogue = Type.Object(
  {
    sources: Type.Record(Type.String(), Source),
    populations: Type.Record(Type.String(), Type.Object({ location: Type.String() }, { additionalProperties: false })),
    regions: Type.Record(Type.String(), RegionFacts),
  },
  { additionalProperties: false },
);
export type RegionCatalogue = Static<typeof RegionCatalogue>;
