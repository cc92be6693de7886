import Type, { type Static, type TSchema } from 'typebox';
import { recordOf } from './record.ts';
import { Cron, DnsLabel, formed, Registry, Text, TimeZone } from './scalars.ts';
import { AppSettings, Releases } from './settings.ts';

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
    : T;

export type AppOverrides = DeepPartial<AppSettings>;

interface ObjectSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly patternProperties?: Readonly<Record<string, ObjectSchema>>;
}

/** Every object field optional, all the way down: an override says only what differs. */
function withoutRequired({ required: _, ...schema }: ObjectSchema): ObjectSchema {
  const each = (map: Readonly<Record<string, ObjectSchema>>) =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, withoutRequired(value)]));
  return {
    ...schema,
    ...(schema.properties && { properties: each(schema.properties) }),
    ...(schema.patternProperties && { patternProperties: each(schema.patternProperties) }),
  };
}

const settings: TSchema = AppSettings;

const Overrides = recordOf(
  DnsLabel,
  Type.Unsafe<AppOverrides>(withoutRequired(settings as ObjectSchema) as TSchema),
  {
    description: 'Settings that differ from what the app (or the environment) says, by app.',
  },
);

export const SyncWindow = Type.Object(
  {
    kind: Type.Enum(['allow', 'deny']),
    schedule: { ...Cron, description: 'When it opens: five cron fields.' },
    durationHours: Type.Integer({ minimum: 1, maximum: 168, description: 'How long it stays open.' }),
    timezone: { ...TimeZone, description: 'IANA time zone, e.g. Asia/Tokyo.' },
    reason: { ...Text, description: 'Why, for whoever is stopped by it.' },
  },
  {
    additionalProperties: false,
    description: 'A time in which Argo CD does (allow) or does not (deny) sync by itself.',
  },
);
export type SyncWindow = Static<typeof SyncWindow>;

const RollOutActions = Type.Array(Type.Enum(['Audit', 'Warn'], { type: 'string' }), {
  minItems: 1,
  uniqueItems: true,
  description: 'Whether what violates the policy is told to the audit log (Audit) and to who asks (Warn).',
});

/** `environments/<env>/environment.yaml`. */
export const EnvironmentFile = Type.Object(
  {
    promotesFrom: Type.Optional({
      ...DnsLabel,
      description: 'The environment whose releases move here; absent for the first one.',
    }),
    hub: { ...DnsLabel, description: "The region whose cluster carries this environment's Argo CD." },
    account: {
      ...formed('^[0-9]{12}$', 'a 12-digit AWS account number'),
      description: 'AWS account.',
    },
    domain: {
      ...formed(
        '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$',
        'a domain name such as receipts.example',
      ),
      description: 'Public domain; apps are served below it.',
    },
    repository: {
      ...formed('^(https|ssh|file)://', 'an https://, ssh:// or file:// address'),
      description: 'Git repository that Argo CD reads.',
    },
    revision: { ...Text, description: 'Branch that Argo CD reads.' },
    registry: { ...Registry, description: 'Host (and path) of the image registry.' },
    syncWindows: Type.Optional(Type.Array(SyncWindow)),
    validationActions: Type.Optional(
      recordOf(DnsLabel, RollOutActions, {
        description:
          'Policies that deny nothing yet, and what clusters do instead. Others do what they say themselves.',
      }),
    ),
    releases: Type.Optional(Releases),
    apps: Type.Optional(Overrides),
  },
  { additionalProperties: false, description: "What the environment's regions share." },
);
export type EnvironmentFile = Static<typeof EnvironmentFile>;

/** `environments/<env>/<region>.yaml`. */
export const EnvironmentRegionFile = Type.Object(
  {
    loadSharePercent: Type.Integer({
      minimum: 0,
      maximum: 100,
      description:
        "Share of the environment's load that this region carries on a normal day; waves go from least to most. 0 until it takes traffic.",
    }),
    releases: Type.Optional(Releases),
    apps: Type.Optional(Overrides),
  },
  { additionalProperties: false, description: 'Only what differs in this region of the environment.' },
);
export type EnvironmentRegionFile = Static<typeof EnvironmentRegionFile>;
