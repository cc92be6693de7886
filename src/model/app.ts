import Type, { type Static } from 'typebox';
import { LoadProfile } from './load.ts';
import { recordOf } from './record.ts';
import { ChartRepository, Digest, DnsLabel, Jurisdiction, Text } from './scalars.ts';
import { AppSettings } from './settings.ts';

export const UpstreamChart = Type.Object(
  {
    repository: ChartRepository,
    version: { ...Text, description: 'Default version; `settings.charts.<name>` overrides it.' },
    values: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Values of the chart.' }),
    ),
  },
  {
    additionalProperties: false,
    description: 'A chart that Argo CD renders by itself; its effect is outside what Plumbline proves.',
  },
);
export type UpstreamChart = Static<typeof UpstreamChart>;

const Scope = Type.Enum(['region', 'global', 'hub'], {
  description: "In every region's cluster, once per environment, or once per environment beside Argo CD.",
});

/** The part of an app's definition that is data. `render` (see src/constructs/app.ts) is the rest. */
export const AppDeclaration = Type.Object(
  {
    description: { ...Text, description: 'What the app is, in one line.' },
    scope: Scope,
    tier: Type.Enum([0, 1, 2, 3], { description: '0 must survive everything else; 3 may wait.' }),
    namespace: Type.Optional({ ...DnsLabel, description: "Default: the app's own name." }),
    released: Type.Optional(
      Type.Boolean({
        description:
          'Whether an image of ours runs, so that a release and a load profile are needed. Default: true for regional apps of a product other than platform.',
      }),
    ),
    release: Type.Optional({
      ...Digest,
      description:
        'Digest that runs wherever no environment or region names another, so that adding the folder is enough.',
    }),
    jurisdictions: Type.Optional(
      Type.Array(Jurisdiction, {
        minItems: 1,
        uniqueItems: true,
        description: 'Where its data may be processed. Default: anywhere.',
      }),
    ),
    features: Type.Optional(
      Type.Array(DnsLabel, { uniqueItems: true, description: 'What a region must offer. Default: nothing.' }),
    ),
    dependsOn: Type.Optional(
      Type.Array(DnsLabel, {
        uniqueItems: true,
        description: 'Apps of the same environment that must be healthy first; orders the sync waves.',
      }),
    ),
    load: Type.Optional(LoadProfile),
    charts: Type.Optional(recordOf(DnsLabel, UpstreamChart, { description: 'Upstream charts by name.' })),
    settings: AppSettings,
  },
  { additionalProperties: false, description: "The data of an app's definition." },
);
export type AppDeclaration = Static<typeof AppDeclaration>;
