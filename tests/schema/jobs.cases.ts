import { type Row, rows } from './rows.ts';

const main = { name: 'main', image: 'x' };
const job = (fields: object) => ({
  template: { spec: { restartPolicy: 'Never', containers: [main] } },
  ...fields,
});

/** Changes to Jobs: as in `validated.cases.ts`. */
export const jobs: readonly Row[] = [
  ...rows('Job', 'spec', {
    accepted: [
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [0] } }] },
      }),
      job({
        podFailurePolicy: {
          rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1], containerName: 'main' } }],
        },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
      }),
      job({
        podFailurePolicy: {
          rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
        },
      }),
      job({ podFailurePolicy: { rules: [] } }),
      job({
        podFailurePolicy: { rules: [{ action: 'Count', onExitCodes: { operator: 'In', values: [1] } }] },
      }),
      job({ completionMode: 'Indexed', completions: 3, parallelism: 1 }),
      job({ completionMode: 'Indexed' }),
      job({ completionMode: 'Indexed', completions: 3, parallelism: 1, backoffLimitPerIndex: 1 }),
      job({
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 1,
      }),
      {
        template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'main', image: 'x' }] } },
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        backoffLimitPerIndex: 1,
      },
      job({
        podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } }] },
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        backoffLimitPerIndex: 1,
      }),
      job({
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        successPolicy: { rules: [{ succeededCount: 1 }] },
      }),
      job({
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        successPolicy: { rules: [{ succeededIndexes: '0-1' }] },
      }),
      job({
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        successPolicy: { rules: [{ succeededIndexes: '' }] },
      }),
      job({ podReplacementPolicy: 'Failed' }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
        podReplacementPolicy: 'Failed',
      }),
      job({ managedBy: 'a.example.com/b' }),
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: { a: 'b' } },
        manualSelector: true,
      },
      job({ suspend: true }),
      job({ activeDeadlineSeconds: 0 }),
      job({ completions: 0 }),
      job({ parallelism: 0 }),
      job({ ttlSecondsAfterFinished: 0 }),
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: {} },
      },
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: {},
        manualSelector: true,
      },
      job({
        podFailurePolicy: {
          rules: [
            {
              action: 'Ignore',
              onExitCodes: null,
              onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
            },
          ],
        },
      }),
      {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'main', image: 'x' }],
            initContainers: [{ name: 'first', image: 'x' }],
          },
        },
        podFailurePolicy: {
          rules: [
            { action: 'FailJob', onExitCodes: { containerName: 'first', operator: 'NotIn', values: [0, 1] } },
          ],
        },
      },
      job({
        podFailurePolicy: null,
        successPolicy: null,
        backoffLimitPerIndex: null,
        maxFailedIndexes: null,
        selector: null,
      }),
    ],
    refused: [
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [] } }] },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 1] } }] },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [2, 1] } }] },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'Is', values: [1] } }] },
      }),
      job({
        podFailurePolicy: {
          rules: [
            { action: 'FailJob', onExitCodes: { operator: 'In', values: [1], containerName: 'nobody' } },
          ],
        },
      }),
      job({
        podFailurePolicy: {
          rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1], containerName: '' } }],
        },
      }),
      job({
        podFailurePolicy: {
          rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'x' }] }],
        },
      }),
      job({
        podFailurePolicy: {
          rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a b', status: 'True' }] }],
        },
      }),
      job({ podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [] }] } }),
      job({ podFailurePolicy: { rules: [{ action: 'Ignore' }] } }),
      job({
        podFailurePolicy: {
          rules: [{ action: 'Retry', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
        },
      }),
      job({
        podFailurePolicy: {
          rules: [
            {
              action: 'Ignore',
              onExitCodes: { operator: 'In', values: [1] },
              onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
            },
          ],
        },
      }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } }] },
      }),
      {
        template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'main', image: 'x' }] } },
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
      },
      job({ backoffLimitPerIndex: 1 }),
      job({ completionMode: 'Indexed', completions: 3, parallelism: 1, maxFailedIndexes: 1 }),
      job({
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 4,
      }),
      job({ completionMode: 'Indexed', completions: 3, parallelism: 1, backoffLimitPerIndex: -1 }),
      job({ successPolicy: { rules: [{ succeededCount: 1 }] } }),
      job({ completionMode: 'Indexed', completions: 3, parallelism: 1, successPolicy: { rules: [] } }),
      job({ completionMode: 'Indexed', completions: 3, parallelism: 1, successPolicy: { rules: [{}] } }),
      job({
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 1,
        successPolicy: { rules: [{ succeededCount: 4 }] },
      }),
      job({ podReplacementPolicy: 'x' }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
        podReplacementPolicy: 'TerminatingOrFailed',
      }),
      job({ selector: { matchLabels: { a: 'b' } } }),
      job({ manualSelector: true }),
      { template: { spec: { containers: [{ name: 'main', image: 'x' }] } } },
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: { a: 'b' } },
      },
      {
        template: {
          metadata: { labels: { 'controller-uid': 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: { 'controller-uid': 'b' } },
      },
      {
        template: {
          metadata: { labels: { 'batch.kubernetes.io/controller-uid': 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'b' } },
      },
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: { a: 'b' } },
        manualSelector: false,
      },
    ],
  }),
  ...rows('CronJob', 'spec.concurrencyPolicy', { accepted: ['', 'Forbid'], refused: ['x'] }),
  ...rows('CronJob', 'spec.schedule', {
    accepted: ['@daily', '0 0 31 2 *', '0 0 * * MON-FRI', '0 0 ? * *'],
    refused: ['', 'TZ=UTC * * * * *', '* * * *', '*/0 * * * *', '60 * * * *', '* * * * 7'],
  }),
  ...rows('CronJob', 'spec.jobTemplate.spec.manualSelector', { accepted: [false], refused: [true] }),
  ...rows('CronJob', 'spec.startingDeadlineSeconds', { accepted: [0, 5] }),
  ...rows('CronJob', 'spec.jobTemplate.spec', {
    refused: [
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] },
        },
        selector: { matchLabels: { a: 'b' } },
      },
      job({ backoffLimitPerIndex: 1 }),
      job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] },
      }),
    ],
  }),
  ...rows('Job', 'spec.backoffLimit', { accepted: [0] }),
];
