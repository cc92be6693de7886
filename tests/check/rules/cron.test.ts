import { expect, test } from 'vitest';
import { cronProblem } from '../../../src/check/rules/cron.ts';
import { checked, deployment } from '../checked.ts';

test.each([
  '* * * * *',
  '*/5 9-17 * * MON-FRI',
  '0 0 1,15 * ?',
  '30 2 * JAN,jul sun',
  '@daily',
  '@every 1h30m',
  '0-59/10 * * * *',
])('%s is a schedule', (schedule) => {
  expect(cronProblem(schedule)).toBeUndefined();
});

test.each([
  ['* * * *', 'has 4 fields instead of 5'],
  ['0 0 * * * *', 'has 6 fields instead of 5'],
  ['60 * * * *', 'the minute is "60", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
  ['* 9-5 * * *', 'the hour is "9-5", not 0 to 23, as 1, 1-5, 1,3, */2 or *'],
  ['* * 0 * *', 'the day of the month is "0", not 1 to 31, as 1, 1-5, 1,3, */2 or *'],
  ['* * * FOO *', 'the month is "FOO", not 1 to 12 or jan to dec, as 1, 1-5, 1,3, */2 or *'],
  ['* * * * 7', 'the day of the week is "7", not 0 to 6 or sun to sat, as 1, 1-5, 1,3, */2 or *'],
  ['*/0 * * * *', 'the minute is "*/0", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
  ['1-2-3 * * * *', 'the minute is "1-2-3", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
  ['*/5/5 * * * *', 'the minute is "*/5/5", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
  [', * * * *', 'the minute is ",", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
  ['@dayly', '@dayly is no descriptor'],
  ['TZ=UTC 0 0 * * *', 'sets its time zone in the schedule'],
])('%s %s', (schedule, problem) => {
  expect(cronProblem(schedule)).toBe(problem);
});

test('of CronJobs, Velero and KEDA', () => {
  const job = '{template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}';
  expect(
    checked(
      `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: "0 25 * * *", jobTemplate: {spec: ${job}}}}`,
    ),
  ).toEqual([
    'error cron-schedule spec.schedule: "0 25 * * *" is no schedule: the hour is "25", not 0 to 23, as 1, 1-5, 1,3, */2 or *',
  ]);
  const velero = (schedule: string) =>
    checked(
      `{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: a, namespace: v}, spec: {schedule: "${schedule}", template: {}}}`,
    );
  expect(velero('TZ=UTC 0 1 * * *')).toEqual([]);
  expect(velero('daily')).toEqual([
    'error cron-schedule spec.schedule: "daily" is no schedule: has 1 fields instead of 5',
  ]);
  const keda = `${deployment()}---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {name: web}, triggers: [{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 24 * * *, desiredReplicas: "2"}}]}}`;
  expect(checked(keda)).toEqual([
    'error cron-schedule spec.triggers[0].metadata.end: "0 24 * * *" is no schedule: the hour is "24", not 0 to 23, as 1, 1-5, 1,3, */2 or *',
  ]);
});
