import Type, { type Static } from 'typebox';
import { recordOf } from './record.ts';
import { DnsLabel, formed, IsoDate, Text } from './scalars.ts';

const FieldPath = formed(
  '^[A-Za-z_$][\\w$-]*((\\.[\\w$-]+)|(\\[\\d+\\])|(\\["[^"]+"\\]))*$',
  'a path such as spec.template.spec.containers[0].image or metadata.labels["plumbline.dev/tier"]',
);

/** Fields by path, and the values that they get; `null` removes one. */
export const Change = recordOf(FieldPath, Type.Unknown(), {
  description: 'Fields that differ from the object, by path; null removes one.',
});

const PolicyCase = Type.Object(
  {
    name: { ...Text, description: 'What the case shows, as a sentence.' },
    object: {
      ...formed('^[A-Z][A-Za-z0-9]+/[a-z0-9][a-z0-9.:-]*$', 'Kind/name of an object in an objects.yaml'),
      description: 'The object, of objects.yaml beside this file or of the one that all policies share.',
    },
    change: Type.Optional(Change),
    old: Type.Optional({
      ...Change,
      description:
        'The request is an UPDATE; what differed from the object before it, by path. `{}` if nothing did.',
    }),
    operation: Type.Optional(
      Type.Enum(['DELETE'], { description: 'The request deletes the object. Default: it creates it.' }),
    ),
    user: Type.Optional({ ...Text, description: 'Who asks. Default: an administrator.' }),
    groups: Type.Optional(Type.Array(Text, { description: 'Groups that the user is in. Default: none.' })),
    dryRun: Type.Optional(
      Type.Boolean({ description: 'Whether the request asks to keep nothing. Default: true.' }),
    ),
    denied: Type.Optional(
      Type.Array(Text, {
        minItems: 1,
        description: 'Every message that the policy has, word by word. Left out if it has none.',
      }),
    ),
  },
  { additionalProperties: false, description: 'One request, and what the policy says to it.' },
);
export type PolicyCase = Static<typeof PolicyCase>;

/** `policies/<policy>/cases.yaml`. */
export const PolicyCasesFile = Type.Object(
  { cases: Type.Array(PolicyCase, { minItems: 1, description: 'Requests, each judged by itself.' }) },
  { additionalProperties: false, description: 'What the policy beside this file allows and denies.' },
);
export type PolicyCasesFile = Static<typeof PolicyCasesFile>;

const PolicyExemption = Type.Object(
  {
    name: { ...DnsLabel, description: 'What the exemption is called in the cluster.' },
    owner: { ...Text, description: 'Team that mends it before it expires.' },
    reason: { ...Text, description: 'Why the object cannot do what the policy asks for.' },
    expires: { ...IsoDate, description: 'Last day; the check fails from the next day on.' },
    apiGroup: Type.Optional({
      ...formed('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', 'a group such as apps'),
      description: 'API group of the kind. Left out for the core group, as of Services.',
    }),
    kind: {
      ...formed('^[A-Z][A-Za-z0-9]+$', 'a kind such as Deployment'),
      description: 'Kind of the objects.',
    },
    namespace: Type.Optional({ ...DnsLabel, description: 'Left out for kinds that have none.' }),
    objects: Type.Array(Text, { minItems: 1, description: 'Names of the objects.' }),
  },
  { additionalProperties: false, description: 'Objects that the policy leaves alone for a time.' },
);
export type PolicyExemption = Static<typeof PolicyExemption>;

/** `policies/<policy>/exemptions.yaml`. */
export const PolicyExemptionsFile = Type.Object(
  {
    exemptions: Type.Array(PolicyExemption, {
      minItems: 1,
      description: 'Remove the file with the last one.',
    }),
  },
  { additionalProperties: false, description: 'What the policy beside this file leaves alone, and why.' },
);
export type PolicyExemptionsFile = Static<typeof PolicyExemptionsFile>;
