import { expect, test } from 'vitest';
import { BatchJob } from '../../src/constructs/batch-job.ts';
import { exampleChart, inventoryOf, objectOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

test('on a schedule it is a CronJob whose runs do not overlap', () => {
  const chart = exampleChart();
  new BatchJob(chart, 'nightly', {
    name: 'nightly',
    schedule: '0 2 * * *',
    timeZone: 'Asia/Tokyo',
    parallelism: 2,
    args: ['compare'],
  });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(objectOf(chart, 'CronJob')['spec']).toMatchObject({
    schedule: '0 2 * * *',
    timeZone: 'Asia/Tokyo',
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      spec: {
        parallelism: 2,
        completions: 2,
        backoffLimit: 2,
        template: { spec: { restartPolicy: 'Never', containers: [{ args: ['compare'] }] } },
      },
    },
  });
  expect(inventoryOf(chart)).toEqual([
    'ConfigMap nightly',
    'CronJob nightly',
    'LimitRange defaults',
    'Namespace shop-api',
    'NetworkPolicy default-deny',
    'NetworkPolicy nightly',
    'ResourceQuota reserved',
    'ServiceAccount nightly',
  ]);
});

test('a schedule is in UTC unless it says otherwise', () => {
  const chart = exampleChart();
  new BatchJob(chart, 'nightly', { schedule: '0 2 * * *' });

  expect(problemsOf(chart)).toEqual([]);
  expect(objectOf(chart, 'CronJob')['spec']).toMatchObject({ timeZone: 'Etc/UTC' });
});

test('without one it is a Job that each sync makes anew', () => {
  const chart = exampleChart();
  new BatchJob(chart, 'migration', {});

  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(objectOf(chart, 'Job').metadata.annotations).toEqual({
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  });
});

test('a run may prepare its work, with the same image and the same directories', () => {
  const chart = exampleChart();
  new BatchJob(chart, 'nightly', {
    name: 'nightly',
    schedule: '0 2 * * *',
    prepare: ['git', 'clone', 'https://git.example.com/data.git', '/srv/data'],
    workingDirectory: '/srv/data',
    serviceAccountName: 'reader',
    scratch: [{ path: '/srv', size: '1Gi' }],
    mounts: [{ path: '/var/run/access', volume: { configMap: { name: 'access' } } }],
    finalExitCodes: [1, 3],
  });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  const volumeMounts = [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'scratch-0', mountPath: '/srv' },
    { name: 'mount-0', mountPath: '/var/run/access', readOnly: true },
  ];
  const { image } = chart.context;
  expect(objectOf(chart, 'CronJob')['spec']).toMatchObject({
    jobTemplate: {
      spec: {
        podFailurePolicy: {
          rules: [
            { action: 'Ignore' },
            { action: 'FailJob', onExitCodes: { containerName: 'nightly', operator: 'In', values: [1, 3] } },
          ],
        },
        template: {
          spec: {
            serviceAccountName: 'reader',
            initContainers: [{ image, command: expect.arrayContaining(['clone']), volumeMounts }],
            containers: [{ image, workingDir: '/srv/data', volumeMounts }],
            volumes: expect.arrayContaining([{ name: 'mount-0', configMap: { name: 'access' } }]),
          },
        },
      },
    },
  });
  expect(inventoryOf(chart)).not.toContain('ServiceAccount nightly');
});

test('problems with its own props', () => {
  const chart = exampleChart();
  new BatchJob(chart, 'job', {
    schedule: '0 26 * * *',
    timeZone: 'Asia/Tokio',
    parallelism: 0,
    deadlineSeconds: 0.5,
    retries: -1,
  });

  expect(problemsOf(chart)).toEqual([
    'shop-api/job: parallelism: 0 is not allowed here; a whole number of at least 1',
    'shop-api/job: deadlineSeconds: 0.5 is not allowed here; a whole number of at least 1',
    'shop-api/job: retries: -1 is not allowed here; a whole number of at least 0',
    'shop-api/job: schedule: "0 26 * * *" is not allowed here; 0 to 23, as 1, 1-5, 1,3, */2 or *',
    'shop-api/job: timeZone: "Asia/Tokio" is not allowed here; a name of the tz database such as Asia/Tokyo, Europe/Berlin or UTC',
  ]);
});
