import Type, { type Static, type TSchema } from 'typebox';
import { DnsLabel } from './scalars.ts';
import { AppSettings, Releases } from './settings.ts';

/** Every object field optional, all the way down: an override says only what differs. */
function overridesOf(schema: TSchema): TSchema {
  return Type.Unsafe(relax(schema as JsonSchema) as TSchema);
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Record<string, JsonSchema>;
  readonly patternProperties?: Record<string, JsonSchema>;
}

function relax(schema: JsonSchema): JsonSchema {
  const { required: _, ...rest } = schema as JsonSchema & { required?: readonly string[] };
  const properties = (map: Record<string, JsonSchema>) =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, relax(value)]));
  return {
    ...rest,
    ...(schema.properties && { properties: properties(schema.properties) }),
    ...(schema.patternProperties && { patternProperties: properties(schema.patternProperties) }),
  };
}

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
    : T;

export type AppOverrides = DeepPartial<AppSettings>;

const Overrides = Type.Record(DnsLabel, Type.Unsafe<AppOverrides>(overridesOf(AppSettings)));

/** A time in which Argo CD does not sync by itself, so that nothing changes unattended. */
export const SyncWindow = Type.Object(
  {
    kind: Type.Union([Type.Literal('allow'), Type.Literal('deny')]),
    schedule: Type.String({ description: 'five cron fields' }),
    durationHours: Type.Integer({ minimum: 1, maximum: 168 }),
    timezone: Type.String(),
    reason: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);
export type SyncWindow = Static<typeof SyncWindow>;

/** `environments/<env>/environment.yaml`: what the environment's regions share. */
export const EnvironmentFile = Type.Object(
  {
    /** The environment whose releases move here; absent for the first one. */
    promotesFrom: Type.Optional(DnsLabel),
    /** The region whose cluster carries this environment's Argo CD. */
    hub: DnsLabel,
    /** AWS account. */
    account: Type.String({ pattern: '^[0-9]{12}$', description: 'a 12-digit AWS account number' }),
    /** Public domain; apps are served below it. */
    domain: Type.String({ pattern: '^[a-z0-9.-]+$' }),
    /** Git repository and branch that Argo CD reads. */
    repository: Type.String({ pattern: '^(https|ssh|file)://' }),
    revision: Type.String({ minLength: 1 }),
    /** Host of the image registry. */
    registry: Type.String({ minLength: 1 }),
    syncWindows: Type.Optional(Type.Array(SyncWindow)),
    releases: Type.Optional(Releases),
    apps: Type.Optional(Overrides),
  },
  { additionalProperties: false },
);
export type EnvironmentFile = Static<typeof EnvironmentFile>;

/** `environments/<env>/<region>.yaml`: only what differs in this region. */
export const EnvironmentRegionFile = Type.Object(
  {
    /** Share of the environment's load that this region carries on a normal day; waves go from least to most. */
    loadSharePercent: Type.Integer({ minimum: 0, maximum: 100 }),
    releases: Type.Optional(Releases),
    apps: Type.Optional(Overrides),
  },
  { additionalProperties: false },
);
export type EnvironmentRegionFile = Static<typeof EnvironmentRegionFile>;
