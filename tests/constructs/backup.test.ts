import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EnvironmentContext, RegionContext } from '../../src/constructs/app.ts';
import { Backup } from '../../src/constructs/backup/backup.ts';
import {
  backupCron,
  backupIntervalMinutes,
  SCHEDULING_DELAY_MINUTES,
} from '../../src/constructs/backup/interval.ts';
import { backupLocations } from '../../src/constructs/backup/locations.ts';
import {
  exampleChart,
  exampleContext,
  objectOf,
  objectsOf,
  problemsOf,
  schemaProblemsOf,
} from './fixtures.ts';

const backup = { recoveryPointMinutes: 15, durationMinutes: 4, retentionDays: 30 };
const settings = { ...exampleContext().settings, backup };
const tokyo = exampleContext().region;
const osaka: RegionContext = { ...tokyo, name: 'ap-northeast-3' };
const oregon: RegionContext = { ...tokyo, name: 'us-west-2', jurisdiction: 'US' };
const environment = (...regions: RegionContext[]): EnvironmentContext => ({
  ...exampleContext().environment,
  regions,
});

test('backs up often enough for the recovery point, into the region and its partner', () => {
  const chart = exampleChart({ settings, environment: environment(tokyo, osaka, oregon) });
  new Backup(chart, 'backup');
  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  const own = objectOf(chart, 'Schedule', 'shop-api-own');
  expect(own.metadata.namespace).toBe('velero');
  expect(own['spec']).toMatchObject({
    schedule: expect.stringMatching(/^\d-59\/10 \* \* \* \*$/),
    template: {
      includedNamespaces: ['shop-api'],
      storageLocation: 'own',
      ttl: '720h0m0s',
      snapshotMoveData: false,
    },
  });
  expect(objectOf(chart, 'Schedule', 'shop-api-ap-northeast-3')['spec']).toMatchObject({
    template: { storageLocation: 'ap-northeast-3', snapshotMoveData: true },
  });
});

test('says so where no other region of the jurisdiction can keep a second copy', () => {
  const chart = exampleChart({ settings, environment: environment(tokyo, oregon) });
  new Backup(chart, 'backup');
  const schedules = objectsOf(chart).filter(({ kind }) => kind === 'Schedule');
  expect(schedules.map(({ metadata }) => metadata.annotations?.['plumbline.dev/no-second-copy'])).toEqual([
    'dev has no other region in JP',
  ]);
});

test('a region can read what others wrote to its bucket', () => {
  const locations = backupLocations({ environment: environment(tokyo, osaka), region: osaka });
  expect(locations.map(({ name, region, source, access }) => [name, region, source, access])).toEqual([
    ['own', 'ap-northeast-3', 'ap-northeast-3', 'ReadWrite'],
    ['ap-northeast-1', 'ap-northeast-1', 'ap-northeast-3', 'ReadWrite'],
    ['from-ap-northeast-1', 'ap-northeast-3', 'ap-northeast-1', 'ReadOnly'],
  ]);
});

test('the partner is the nearest region', () => {
  const near = { ...oregon, name: 'us-west-1' };
  const far = { ...oregon, name: 'us-east-1' };
  const regions = { 'us-east-1': { value: 60, source: 'x' }, 'us-west-1': { value: 20, source: 'x' } };
  const from = { ...oregon, latencyMilliseconds: { populations: {}, regions } };
  const locations = backupLocations({ environment: environment(from, far, near), region: from });
  expect(locations[1]?.name).toBe('us-west-1');
});

test.each([
  ['no settings', undefined, /settings.backup/],
  [
    'a backup that takes as long as may be lost',
    { ...backup, durationMinutes: 15 },
    /backup.durationMinutes/,
  ],
  [
    'a backup that is not done when the next one starts',
    { ...backup, durationMinutes: 8 },
    /backup.durationMinutes/,
  ],
])('tells of %s', (_, changed, message) => {
  const { backup: __, ...rest } = settings;
  const chart = exampleChart({ settings: { ...rest, ...(changed && { backup: changed }) } });
  new Backup(chart, 'backup');
  expect(problemsOf(chart).join('\n')).toMatch(message);
  expect(objectsOf(chart)).toEqual([]);
});

const minutes = fc.integer({ min: 1, max: 3 * 24 * 60 });

test('interval, delay and duration fit within the recovery point, and the interval is the longest that does', () => {
  fc.assert(
    fc.property(minutes, minutes, (recoveryPointMinutes, durationMinutes) => {
      const interval = backupIntervalMinutes({ recoveryPointMinutes, durationMinutes });
      if (interval === undefined)
        return recoveryPointMinutes < 4 * durationMinutes + SCHEDULING_DELAY_MINUTES + 1;
      expect(interval + durationMinutes + SCHEDULING_DELAY_MINUTES).toBeLessThanOrEqual(recoveryPointMinutes);
      expect(interval).toBeGreaterThanOrEqual(durationMinutes);
      expect(1440 % interval === 0 && (60 % interval === 0 || interval % 60 === 0)).toBe(true);
      return true;
    }),
  );
});

/** When an expression of the forms that backupCron writes fires, in minutes of a day. */
function firings(expression: string): number[] {
  const [minute = '', hour = ''] = expression.split(' ');
  const values = (field: string, last: number): number[] => {
    const [from, step] = field.split(/-\d+\//);
    const first = field === '*' ? 0 : Number(from);
    const by = field === '*' ? 1 : step === undefined ? Number.POSITIVE_INFINITY : Number(step);
    const found = [];
    for (let value = first; value <= last; value += by) found.push(value);
    return found;
  };
  return values(hour, 23).flatMap((h) => values(minute, 59).map((m) => h * 60 + m));
}

test('schedules fire evenly, and not all together', () => {
  const intervals = [1, 5, 10, 15, 30, 60, 120, 240, 720, 1440];
  for (const interval of intervals) {
    const times = firings(backupCron(interval, 'shop-api'));
    expect(times).toHaveLength(1440 / interval);
    expect(times.slice(1).every((time, index) => time - (times[index] ?? 0) === interval)).toBe(true);
  }
  const names = Array.from({ length: 60 }, (_, index) => backupCron(60, `app-${index}`));
  expect(new Set(names).size).toBeGreaterThan(20);
});
