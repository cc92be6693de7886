import { fieldsOf, selectTexts, textOf } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { dnsLabel } from '../names.ts';
import { ofKind } from './of-kind.ts';
import { type Fields, isEmpty, type StructRule, type Wrong } from './struct.ts';

/** Priority and fairness (`pkg/apis/flowcontrol/validation`). */

const all = '*';
const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];

function allStandsAlone(...fields: readonly string[]): StructRule {
  return (rule) =>
    fields.flatMap((field) => {
      const items = rule[field];
      if (!Array.isArray(items) || items.length < 2 || !items.includes(all)) return [];
      return [
        {
          at: [field],
          message: `hold ${all}, which is all, and others`,
          allowed: `${all} alone, or none of it`,
          next: 'remove the others',
        },
      ];
    });
}

function verbsAreKnown(rule: Fields): Wrong[] {
  return selectTexts(rule, 'verbs[]')
    .filter(({ value }) => value !== all && !verbs.includes(value))
    .map(({ value, path }) => ({
      at: path,
      message: `${quote(value)} is no verb of requests`,
      allowed: `${verbs.join(', ')}, or ${all}`,
    }));
}

function namesNamespaces(rule: Fields): Wrong[] {
  if (isEmpty(rule['namespaces']) && rule['clusterScope'] !== true)
    return [
      {
        at: ['namespaces'],
        message: 'is missing, and so is clusterScope: true',
        allowed: `names of namespaces, ${all} for all, or clusterScope: true`,
      },
    ];
  return selectTexts(rule, 'namespaces[]')
    .filter(({ value }) => value !== all && !dnsLabel.test(value))
    .map(({ value, path }) => ({
      at: path,
      message: `${quote(value)} is no name of a namespace`,
      allowed: `${dnsLabel.allowed}; or ${all}`,
    }));
}

/** `ValidateNonResourceURLPath` */
const pathOfUrl = /^(?:\/|(?:\/[^/* ]+)*\/?|(?:\/[^/* ]+)*\/\*)$/;

function urlsArePaths(rule: Fields): Wrong[] {
  return selectTexts(rule, 'nonResourceURLs[]')
    .filter(({ value }) => value !== all && !pathOfUrl.test(value))
    .map(({ value, path }) => ({
      at: path,
      message: `${quote(value)} is no path of a URL`,
      allowed: 'a path such as /healthz, all below one such as /metrics/*, or *',
    }));
}

function matchesSomething(rule: Fields): Wrong[] {
  if (!isEmpty(rule['resourceRules']) || !isEmpty(rule['nonResourceRules'])) return [];
  return [
    {
      at: ['resourceRules'],
      message: 'is missing, and so is nonResourceRules',
      allowed: 'one of the two, or both',
    },
  ];
}

const exempt = 'exempt';

function comesFirst({ metadata, spec }: Fields): Wrong[] {
  if (fieldsOf(spec)['matchingPrecedence'] !== 1 || textOf(fieldsOf(metadata), 'name') === exempt) return [];
  return [
    {
      at: ['spec', 'matchingPrecedence'],
      message: `1 is for the FlowSchema that is called ${exempt}`,
      allowed: '2 to 10000',
    },
  ];
}

function exemptIsNamedSo({ metadata, spec }: Fields): Wrong[] {
  const { type } = fieldsOf(spec);
  const isNamedSo = textOf(fieldsOf(metadata), 'name') === exempt;
  if (typeof type !== 'string' || (type === 'Exempt') === isNamedSo) return [];
  return [
    {
      at: ['spec', 'type'],
      message: `${quote(type)} does not go with the name: Exempt is the level that is called ${exempt}`,
      allowed: isNamedSo ? 'Exempt' : 'Limited',
    },
  ];
}

/** Defaults of `QueuingConfiguration`. */
const usualQueues = 64;
const usualHandSize = 8;
/** `shufflesharding.MaxHashBits` */
const mostBits = 60;

function handFitsDeck({ queues, handSize }: Fields): Wrong[] {
  const deck = Number(queues ?? 0) || usualQueues;
  const hand = Number(handSize ?? 0) || usualHandSize;
  if (hand > deck)
    return [
      {
        at: ['handSize'],
        message: `${hand} is more than queues, which is ${deck}`,
        allowed: `at most ${deck}`,
      },
    ];
  if (Math.ceil(Math.log2(deck) * hand) <= mostBits) return [];
  return [
    {
      at: ['handSize'],
      message: `${hand} of ${deck} queues are more than a hash of ${mostBits} bits can deal`,
      allowed: `at most ${Math.floor(mostBits / Math.log2(deck))}, with ${deck} queues`,
    },
  ];
}

export const flowRules: Readonly<Record<string, readonly StructRule[]>> = {
  'flowcontrol.v1.FlowSchema': [comesFirst],
  'flowcontrol.v1.LimitResponse': [ofKind('type', { Queue: 'queuing', Reject: undefined })],
  'flowcontrol.v1.NonResourcePolicyRule': [
    allStandsAlone('verbs', 'nonResourceURLs'),
    urlsArePaths,
    verbsAreKnown,
  ],
  'flowcontrol.v1.PolicyRulesWithSubjects': [matchesSomething],
  'flowcontrol.v1.PriorityLevelConfiguration': [exemptIsNamedSo],
  'flowcontrol.v1.PriorityLevelConfigurationSpec': [
    ofKind('type', { Exempt: exempt, Limited: 'limited' }, exempt),
  ],
  'flowcontrol.v1.QueuingConfiguration': [handFitsDeck],
  'flowcontrol.v1.ResourcePolicyRule': [
    allStandsAlone('verbs', 'apiGroups', 'resources', 'namespaces'),
    namesNamespaces,
    verbsAreKnown,
  ],
  'flowcontrol.v1.Subject': [
    ofKind('kind', { Group: 'group', ServiceAccount: 'serviceAccount', User: 'user' }),
  ],
};
