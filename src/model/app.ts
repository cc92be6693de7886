import Type, { type Static } from 'typebox';
import { LoadProfile } from './load.ts';
import { DnsLabel } from './scalars.ts';
import { AppSettings } from './settings.ts';

/** A chart that Argo CD renders by itself; its effect is outside what Plumbline proves. */
export const UpstreamChart = Type.Object(
  {
    repository: Type.String({ pattern: '^(https|oci)://' }),
    /** Default version; `settings.charts.<name>` overrides it. */
    version: Type.String({ minLength: 1 }),
    values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);
export type UpstreamChart = Static<typeof UpstreamChart>;

/** Where an app exists: in every region's cluster, once per environment, or once per environment beside Argo CD. */
export const Scope = Type.Union([Type.Literal('region'), Type.Literal('global'), Type.Literal('hub')]);
export type Scope = Static<typeof Scope>;

/** The part of an app's definition that is data. `render` (see src/constructs/app.ts) is the rest. */
export const AppDeclaration = Type.Object(
  {
    description: Type.String({ minLength: 1 }),
    scope: Scope,
    /** 0 must survive everything else; 3 may wait. */
    tier: Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2), Type.Literal(3)]),
    /** Default: the app's own name. Every app has a namespace of its own. */
    namespace: Type.Optional(DnsLabel),
    /** Whether a container image of ours runs, so that a release and a load profile are needed. Default: true for products' regional apps. */
    released: Type.Optional(Type.Boolean()),
    /** Where its data may be processed; absent means anywhere. */
    jurisdictions: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { minItems: 1 })),
    /** What a region must offer. */
    features: Type.Optional(Type.Array(Type.String())),
    /** Apps of the same environment that must be healthy first; orders the sync waves of Applications. */
    dependsOn: Type.Optional(Type.Array(DnsLabel)),
    load: Type.Optional(LoadProfile),
    charts: Type.Optional(Type.Record(Type.String(), UpstreamChart)),
    settings: AppSettings,
  },
  { additionalProperties: false },
);
export type AppDeclaration = Static<typeof AppDeclaration>;
