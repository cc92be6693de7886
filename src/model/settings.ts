import Type, { type Static } from 'typebox';
import { Digest, DnsLabel, Quantity } from './scalars.ts';
import { Scaling } from './scaling.ts';

export const Resources = Type.Object(
  {
    cpu: Quantity,
    memory: Quantity,
    /** Upper bound of CPU; none by default, so that idle CPU is usable. Memory's limit equals its request. */
    cpuLimit: Type.Optional(Quantity),
    gpus: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
  },
  { additionalProperties: false },
);
export type Resources = Static<typeof Resources>;

export const Storage = Type.Object(
  { size: Quantity, shards: Type.Optional(Type.Integer({ minimum: 1 })) },
  { additionalProperties: false },
);
export type Storage = Static<typeof Storage>;

export const Canary = Type.Object(
  {
    /** Traffic shares of the new version, rising; 100 is implied at the end. */
    weightsPercent: Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), { minItems: 1 }),
    pauseSeconds: Type.Integer({ minimum: 1 }),
    maxErrorRatePercent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    maxLatencyMilliseconds: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);
export type Canary = Static<typeof Canary>;

export const Backup = Type.Object(
  {
    /** Most data that may be lost. The backup's interval plus its duration must fit within it. */
    recoveryPointMinutes: Type.Integer({ minimum: 5 }),
    /** How long one backup is allowed to take. */
    durationMinutes: Type.Integer({ minimum: 1 }),
    retentionDays: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type Backup = Static<typeof Backup>;

/**
 * What an app lets environments and regions decide. An app's own defaults, an environment's and a region's overrides
 * all have this shape, every field optional; the resolved settings are the three merged (see src/fleet/inherit.ts).
 */
export const AppSettings = Type.Object(
  {
    /** Whether the app runs here at all; true unless an environment or a region says otherwise. */
    enabled: Type.Optional(Type.Boolean()),
    resources: Type.Optional(Resources),
    /** Replicas of an app that does not scale by itself. */
    replicas: Type.Optional(Type.Integer({ minimum: 1 })),
    scaling: Type.Optional(Scaling),
    storage: Type.Optional(Storage),
    canary: Type.Optional(Canary),
    backup: Type.Optional(Backup),
    /** Environment variables of the containers; never a secret. */
    config: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' }), Type.String())),
    /** Version of the upstream chart that Argo CD renders, by chart name. */
    charts: Type.Optional(Type.Record(Type.String(), Type.String({ minLength: 1 }))),
  },
  { additionalProperties: false },
);
export type AppSettings = Static<typeof AppSettings>;

/** App → image digest. */
export const Releases = Type.Record(DnsLabel, Digest);
export type Releases = Static<typeof Releases>;
