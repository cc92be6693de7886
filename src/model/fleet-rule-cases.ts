import Type, { type Static } from 'typebox';
import { Change } from './policy-cases.ts';
import { recordOf } from './record.ts';
import { formed, Text } from './scalars.ts';

const kindAndName = '[A-Z][A-Za-z0-9]+/[a-z0-9][a-z0-9.:-]*';
const place = '@([a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*';

/** An object in one cluster, or in all clusters that have it where no `@` says which. */
const FleetReference = formed(
  `^${kindAndName}(${place})?$`,
  'Kind/name of an object in an objects.yaml, with @target or @environment/target for one cluster of several',
);

const References = Type.Array(FleetReference, { minItems: 1, uniqueItems: true });

const FleetRuleCase = Type.Object(
  {
    name: { ...Text, description: 'What the case shows, as a sentence.' },
    with: Type.Optional({ ...References, description: 'Objects that are there beside the usual ones.' }),
    without: Type.Optional({ ...References, description: 'Usual objects that are not there.' }),
    change: Type.Optional(
      recordOf(FleetReference, Change, { description: 'Fields that differ, by object and path.' }),
    ),
    denied: Type.Optional(
      Type.Array(Text, {
        minItems: 1,
        description:
          'Every violation, word by word: Kind/name@target path: message; without @target in production/ap-northeast-1. Left out if there is none.',
      }),
    ),
  },
  { additionalProperties: false, description: 'A small fleet, and what the rule says of it.' },
);
export type FleetRuleCase = Static<typeof FleetRuleCase>;

/** `cases.yaml` beside a `rule.ts`. */
export const FleetRuleCasesFile = Type.Object(
  {
    objects: {
      ...References,
      description: 'The usual objects. Without @target they are in production/ap-northeast-1.',
    },
    cases: Type.Array(FleetRuleCase, { minItems: 1, description: 'Fleets, each judged by itself.' }),
  },
  { additionalProperties: false, description: 'What the rule beside this file allows and denies.' },
);
export type FleetRuleCasesFile = Static<typeof FleetRuleCasesFile>;
