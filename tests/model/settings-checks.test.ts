import { describe, expect, test } from 'vitest';
import type { Scaling } from '../../src/model/scaling.ts';
import type { AppSettings } from '../../src/model/settings.ts';
import { checkSettings } from '../../src/model/settings-checks.ts';

const rulesOf = (settings: AppSettings) =>
  checkSettings(settings).map(({ rule, path }) => `${rule} ${path.join('.')}`);
const rulesOfScaling = (scaling: Partial<Scaling>) =>
  rulesOf({ scaling: { minReplicas: 1, maxReplicas: 5, requestsPerSecondPerPod: 10, ...scaling } });

test('settings that say nothing have nothing wrong', () => {
  expect(checkSettings({})).toEqual([]);
});

describe('what may scale to zero', () => {
  test.each<[string, Partial<Scaling>]>([
    ['a queue', { queueLengthPerPod: 5 }],
    ['a latency', { latencyMilliseconds: 100 }],
    ['a prediction', { predictedRequestsPerSecondPerPod: 5 }],
    [
      'a schedule',
      { schedules: { day: { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', replicas: 2 } } },
    ],
  ])('%s beside CPU', (_, scaling) => {
    expect(rulesOf({ scaling: { minReplicas: 0, maxReplicas: 5, cpuPercent: 70, ...scaling } })).toEqual([]);
  });

  test('not CPU and memory alone', () => {
    expect(
      rulesOf({ scaling: { minReplicas: 0, maxReplicas: 5, cpuPercent: 70, memoryPercent: 80 } }),
    ).toEqual(['cannot-scale-from-zero scaling.minReplicas']);
  });
});

test('a fallback of exactly the bounds is within them', () => {
  expect(rulesOfScaling({ fallbackReplicas: 1 })).toEqual([]);
  expect(rulesOfScaling({ fallbackReplicas: 5 })).toEqual([]);
  expect(rulesOfScaling({ fallbackReplicas: 6 })).toEqual([
    'fallback-out-of-bounds scaling.fallbackReplicas',
  ]);
});

test('where the bounds contradict each other, that is all there is to say', () => {
  expect(rulesOfScaling({ minReplicas: 9, fallbackReplicas: 3 })).toEqual([
    'min-above-max scaling.minReplicas',
  ]);
});

describe('formulas', () => {
  test.each([
    'requests + day_time',
    'max(requests, day_time * 2)',
    'requests > 10 ? requests : day_time',
    'let x = requests; x + 1',
    'sum([requests, day_time])',
    '"latency" == "x" ? 1 : requests',
  ])('%s', (formula) => {
    const schedules = { 'day-time': { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', replicas: 2 } };
    expect(rulesOfScaling({ formula, formulaTarget: 5, schedules })).toEqual([]);
  });

  test.each([
    ['latency + 1', 'unknown-trigger'],
    ['cpu * 2', 'unknown-trigger'],
    ['max(requests, 1', 'invalid-formula'],
    ['requests]', 'invalid-formula'],
    ['(requests]', 'invalid-formula'],
  ])('%s', (formula, rule) => {
    expect(rulesOfScaling({ formula, formulaTarget: 5 })).toEqual([`${rule} scaling.formula`]);
  });

  test('an app that scales by CPU alone has no trigger to name', () => {
    const [violation] = checkSettings({
      scaling: { minReplicas: 1, maxReplicas: 2, cpuPercent: 50, formula: 'cpu', formulaTarget: 1 },
    });
    expect(violation?.allowed).toBe('none: cpu and memory cannot be part of a formula');
  });
});

test.each([
  ['DATABASE_PASSWORD', true],
  ['API_KEY', true],
  ['SLACK_TOKEN', true],
  ['AWS_SECRET_ACCESS_KEY', true],
  ['TOKEN_URL', false],
  ['MAX_TOKENS', false],
  ['KEYBOARD', false],
])('%s looks like a secret: %s', (name, secret) => {
  expect(checkSettings({ config: { [name]: 'x' } })).toHaveLength(secret ? 1 : 0);
});

test('weights that stand still do not rise', () => {
  const canary = { pauseSeconds: 1, maxErrorRatePercent: 1, maxLatencyMilliseconds: 1 };
  expect(rulesOf({ canary: { ...canary, weightsPercent: [10, 10, 5, 50] } })).toEqual([
    'weights-not-rising canary.weightsPercent.1',
    'weights-not-rising canary.weightsPercent.2',
  ]);
});

test('a window that starts or ends twice in a row does not hold as it reads', () => {
  const rulesOfWindow = (start: string, end: string) =>
    rulesOfScaling({ schedules: { day: { timezone: 'Asia/Tokyo', start, end, replicas: 2 } } });
  expect(rulesOfWindow('0 8 * * 1-5', '0 18 * * 1-5')).toEqual([]);
  expect(rulesOfWindow('0 8 * * 1-5', '0 18 * * 5')).toEqual(['repeated-start scaling.schedules.day.start']);
  expect(rulesOfWindow('0 8 * * 1-5', '0 18 * * *')).toEqual(['repeated-end scaling.schedules.day.end']);
});
