import Type, { type Static } from 'typebox';
import { recordOf } from './record.ts';
import { ByteQuantity, CpuQuantity, Digest, DnsLabel, formed, Text } from './scalars.ts';
import { Scaling } from './scaling.ts';

export const Resources = Type.Object(
  {
    cpu: { ...CpuQuantity, description: 'CPU request, e.g. 250m.' },
    memory: { ...ByteQuantity, description: 'Memory request and limit, e.g. 512Mi.' },
    cpuLimit: Type.Optional({
      ...CpuQuantity,
      description: 'Upper bound of CPU; none by default, so that idle CPU is usable.',
    }),
    gpus: Type.Optional(Type.Integer({ minimum: 1, maximum: 8, description: 'Whole GPUs per pod.' })),
  },
  { additionalProperties: false, description: 'What one pod asks of its node.' },
);
export type Resources = Static<typeof Resources>;

export const Storage = Type.Object(
  {
    size: { ...ByteQuantity, description: 'Size of each volume, e.g. 50Gi.' },
    shards: Type.Optional(Type.Integer({ minimum: 1, description: 'Pods with a volume each. Default: 1.' })),
  },
  { additionalProperties: false, description: 'Volumes of a stateful app.' },
);
export type Storage = Static<typeof Storage>;

export const Canary = Type.Object(
  {
    weightsPercent: Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), {
      minItems: 1,
      description: 'Traffic shares of the new version, rising; 100 is implied at the end.',
    }),
    pauseSeconds: Type.Integer({ minimum: 1, description: 'How long each share is watched.' }),
    maxErrorRatePercent: Type.Number({
      exclusiveMinimum: 0,
      maximum: 100,
      description: 'Share of failed requests above which the release is aborted.',
    }),
    maxLatencyMilliseconds: Type.Number({
      exclusiveMinimum: 0,
      description: '95th percentile of the latency above which the release is aborted.',
    }),
  },
  { additionalProperties: false, description: 'How a new version takes over traffic.' },
);
export type Canary = Static<typeof Canary>;

export const Backup = Type.Object(
  {
    recoveryPointMinutes: Type.Integer({
      minimum: 5,
      description: 'Most data that may be lost. Interval plus duration of the backups fit within it.',
    }),
    durationMinutes: Type.Integer({ minimum: 1, description: 'How long one backup is allowed to take.' }),
    retentionDays: Type.Integer({ minimum: 1, description: 'How long a backup is kept.' }),
  },
  { additionalProperties: false, description: 'How much may be lost, and for how long backups are kept.' },
);
export type Backup = Static<typeof Backup>;

const VariableName = formed(
  '^[A-Z][A-Z0-9_]*$',
  'an environment variable: capital letters, digits and underscores, starting with a letter',
);

/**
 * What an app lets environments and regions decide. An app's own defaults, an environment's and a region's overrides
 * all have this shape, every field optional; the resolved settings are the three merged (see src/fleet/inherit.ts).
 */
export const AppSettings = Type.Object(
  {
    enabled: Type.Optional(
      Type.Boolean({ description: 'Whether the app runs here at all; true unless a layer says otherwise.' }),
    ),
    resources: Type.Optional(Resources),
    replicas: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Replicas of an app that does not scale by itself.' }),
    ),
    scaling: Type.Optional(Scaling),
    storage: Type.Optional(Storage),
    canary: Type.Optional(Canary),
    backup: Type.Optional(Backup),
    config: Type.Optional(
      recordOf(VariableName, Type.String(), {
        description:
          'Environment variables of the containers, always text ("8080", not 8080); never a secret.',
      }),
    ),
    charts: Type.Optional(
      recordOf(DnsLabel, Text, {
        description: 'Version of the upstream chart that Argo CD renders, by name.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type AppSettings = Static<typeof AppSettings>;

export const Releases = recordOf(DnsLabel, Digest, { description: 'App → digest of its image.' });
export type Releases = Static<typeof Releases>;
