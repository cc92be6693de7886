import { type Row, rows } from './rows.ts';

const group = { kind: 'Group', group: { name: 'a' } };
const pods = { apiGroups: [''], resources: ['pods'], verbs: ['get'], namespaces: ['*'] };
const health = { verbs: ['get'], nonResourceURLs: ['/healthz'] };
const ofPods = (fields: object) => [{ subjects: [group], resourceRules: [{ ...pods, ...fields }] }];
const ofUrls = (fields: object) => [{ subjects: [group], nonResourceRules: [{ ...health, ...fields }] }];
const from = (...subjects: readonly object[]) => [{ subjects, resourceRules: [pods] }];
const account = (name: string, namespace: string) => ({
  kind: 'ServiceAccount',
  serviceAccount: { name, namespace },
});

const queuing = { queues: 64, handSize: 6, queueLengthLimit: 50 };
const limited = (fields: object) => ({
  type: 'Limited',
  limited: { limitResponse: { type: 'Reject' }, ...fields },
});
const queued = (fields: object | undefined) => limited({ limitResponse: { type: 'Queue', queuing: fields } });

export const soundFlows = {
  PriorityLevelConfiguration: {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
    kind: 'PriorityLevelConfiguration',
    metadata: { name: 'web' },
    spec: limited({}),
  },
};

/** Changes to priority and fairness: as in `validated.cases.ts`. */
export const flows: readonly Row[] = [
  ...rows('FlowSchema', 'spec.matchingPrecedence', { accepted: [2, 10_000], refused: [1, -1] }),
  ...rows('FlowSchema', 'spec.rules', {
    accepted: [
      null,
      [],
      ofPods({}),
      ofPods({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }),
      ofPods({ namespaces: undefined, clusterScope: true }),
      ofPods({ namespaces: ['*'], clusterScope: true }),
      ofPods({ namespaces: ['a', 'b'] }),
      ofUrls({}),
      ofUrls({ nonResourceURLs: ['*'] }),
      ofUrls({ nonResourceURLs: ['/', '/a/', '/a/b/*'] }),
      from(group, { kind: 'User', user: { name: '*' } }, account('*', 'a'), account('b.c', 'a')),
    ],
    refused: [
      [{ subjects: [group] }],
      from(),
      from({ kind: 'User' }),
      from({ kind: 'User', user: { name: '' } }),
      from({ kind: 'User', user: { name: 'a' }, group: { name: 'b' } }),
      from({ kind: 'Group', group: { name: '' } }),
      from({ kind: 'Robot' }),
      from({ kind: 'ServiceAccount' }),
      from(account('A_b', 'a')),
      from(account('', 'a')),
      from(account('a', '')),
      from(account('a', '*')),
      ofPods({ verbs: ['*', 'get'] }),
      ofPods({ verbs: ['fly'] }),
      ofPods({ verbs: [] }),
      ofPods({ apiGroups: [] }),
      ofPods({ apiGroups: ['*', 'a'] }),
      ofPods({ resources: [] }),
      ofPods({ resources: ['*', 'a'] }),
      ofPods({ namespaces: [] }),
      ofPods({ namespaces: ['*', 'a'] }),
      ofPods({ namespaces: ['A_b'] }),
      ofUrls({ nonResourceURLs: [] }),
      ofUrls({ nonResourceURLs: ['a'] }),
      ofUrls({ nonResourceURLs: ['*', '/a'] }),
      ofUrls({ nonResourceURLs: ['/a*'] }),
      ofUrls({ nonResourceURLs: ['/*/a'] }),
      ofUrls({ nonResourceURLs: ['/a b'] }),
      ofUrls({ nonResourceURLs: ['/a//b'] }),
      ofUrls({ nonResourceURLs: ['//'] }),
      ofUrls({ verbs: ['fly'] }),
    ],
  }),
  ...rows('PriorityLevelConfiguration', 'spec', {
    accepted: [
      limited({}),
      limited({ nominalConcurrencyShares: 0, lendablePercent: 100, borrowingLimitPercent: 1000 }),
      queued(queuing),
      queued({}),
      queued({ queues: 0, handSize: 0, queueLengthLimit: 0 }),
      queued({ queues: 10_000_000, handSize: 2 }),
    ],
    refused: [
      {},
      { type: 'Limited' },
      { type: 'x' },
      { type: 'Exempt' },
      { ...limited({}), exempt: {} },
      limited({ limitResponse: { type: 'Reject', queuing } }),
      limited({ limitResponse: { type: 'x' } }),
      limited({ nominalConcurrencyShares: -1 }),
      limited({ lendablePercent: 101 }),
      limited({ lendablePercent: -1 }),
      limited({ borrowingLimitPercent: -1 }),
      queued(undefined),
      queued({ queues: 4 }),
      queued({ queues: 4, handSize: 6 }),
      queued({ queues: -1 }),
      queued({ queues: 10_000_001, handSize: 1 }),
      queued({ handSize: -1 }),
      queued({ queueLengthLimit: -1 }),
      queued({ queues: 1024, handSize: 7 }),
    ],
  }),
];
