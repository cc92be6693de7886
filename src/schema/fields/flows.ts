import { atLeast0, choice, dnsLabel, domain, type Fields, notEmpty } from './shapes.ts';

/** Priority and fairness (`pkg/apis/flowcontrol/validation`). Of what is zero, the API server makes the default. */

const some = { minItems: 1 };
const percent = { minimum: 0, maximum: 100 };
const mostQueues = 10_000_000;

export const flowFields: Readonly<Record<string, Fields>> = {
  'flowcontrol.v1.ExemptPriorityLevelConfiguration': {
    nominalConcurrencyShares: atLeast0,
    lendablePercent: percent,
  },
  'flowcontrol.v1.GroupSubject': { name: notEmpty },
  'flowcontrol.v1.LimitResponse': { type: choice('Queue', 'Reject') },
  'flowcontrol.v1.LimitedPriorityLevelConfiguration': {
    nominalConcurrencyShares: atLeast0,
    lendablePercent: percent,
    borrowingLimitPercent: atLeast0,
  },
  'flowcontrol.v1.NonResourcePolicyRule': { verbs: some, nonResourceURLs: some },
  'flowcontrol.v1.PolicyRulesWithSubjects': { subjects: some },
  'flowcontrol.v1.PriorityLevelConfigurationSpec': { type: choice('Exempt', 'Limited') },
  'flowcontrol.v1.QueuingConfiguration': {
    queues: { minimum: 0, maximum: mostQueues },
    handSize: atLeast0,
    queueLengthLimit: atLeast0,
  },
  'flowcontrol.v1.ResourcePolicyRule': { verbs: some, apiGroups: some, resources: some },
  'flowcontrol.v1.ServiceAccountSubject': {
    name: {
      pattern: `^(\\*|${domain})$`,
      maxLength: 253,
      'x-plumb-allowed': 'the name of a ServiceAccount, or *',
    },
    namespace: dnsLabel,
  },
  'flowcontrol.v1.Subject': { kind: choice('Group', 'ServiceAccount', 'User') },
  'flowcontrol.v1.UserSubject': { name: notEmpty },
};
