import { type Row, rows } from './rows.ts';

const metadata = { name: 'web', namespace: 'default' };
const labels = { app: 'web' };
const containers = [{ name: 'main', image: 'x' }];
const template = { metadata: { labels }, spec: { restartPolicy: 'Never', containers } };
const indexed = (fields: object = {}) => ({ completionMode: 'Indexed', completions: 3, template, ...fields });
const named = (name: string, fields: object = {}) => ({ name, namespace: 'default', ...fields });

export const soundEndings = {
  'Job indexed': { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: indexed() },
  ReplicationController: {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata,
    spec: { selector: labels, template: { metadata: { labels }, spec: { containers } } },
  },
};

/** Changes to what says when pods have done their work: as in `validated.cases.ts`. */
export const endings: readonly Row[] = [
  ...['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].flatMap((kind) => [
    ...rows(kind, 'spec.template.spec.activeDeadlineSeconds', { accepted: [null], refused: [5] }),
    ...rows(kind, 'spec.template.spec.restartPolicy', { accepted: ['Always'], refused: ['Never'] }),
  ]),
  ...rows('Job', 'spec.template.spec.activeDeadlineSeconds', { accepted: [5] }),
  ...rows('Job', 'metadata', {
    accepted: [named('a'.repeat(63)), named('a.b')],
    refused: [named('a'.repeat(64))],
  }),
  ...rows('Job indexed', 'metadata', {
    accepted: [named('a'.repeat(61))],
    refused: [named('a'.repeat(62)), named('a.b')],
  }),
  ...rows('Job indexed', 'spec.completions', { accepted: [1, 10], refused: [] }),
  ...rows('CronJob', 'spec.jobTemplate.spec', {
    accepted: [indexed()],
    refused: [indexed({ parallelism: 100_001 })],
  }),
  ...rows('Job indexed', 'spec', {
    accepted: [
      { completionMode: 'Indexed', template },
      indexed({ parallelism: 100_000 }),
      indexed({ completions: 100_001, parallelism: 100_000 }),
      indexed({
        completions: 100_001,
        parallelism: 10_000,
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 10_000,
      }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '0-2' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '0,2', succeededCount: 2 }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '' }] } }),
    ],
    refused: [
      { completionMode: 'Indexed', parallelism: 2, template },
      indexed({ completionMode: '' }),
      indexed({ parallelism: 100_001 }),
      indexed({ completions: 100_001, backoffLimitPerIndex: 1 }),
      indexed({ completions: 100_001, parallelism: 10_001, backoffLimitPerIndex: 1, maxFailedIndexes: 1 }),
      indexed({ completions: 100_001, backoffLimitPerIndex: 1, maxFailedIndexes: 10_001 }),
      indexed({ completions: 100_001, maxFailedIndexes: 100_001, backoffLimitPerIndex: 1 }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '0-3' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '3' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '2,1' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '1-1' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '0-1-2' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: 'a' }] } }),
      indexed({ successPolicy: { rules: [{ succeededIndexes: '0, 1' }] } }),
    ],
  }),
  ...rows('Job', 'spec.podFailurePolicy', {
    accepted: [
      { rules: [{ action: 'Ignore', onPodConditions: Array.from({ length: 20 }, () => ({ type: 'A' })) }] },
    ],
    refused: [
      { rules: [{ action: 'Ignore', onPodConditions: Array.from({ length: 21 }, () => ({ type: 'A' })) }] },
    ],
  }),
  ...rows('PodDisruptionBudget', 'spec.unhealthyPodEvictionPolicy', {
    accepted: ['AlwaysAllow', 'IfHealthyBudget', null],
    refused: [''],
  }),
];
