import { parseDuration } from '../../../manifest/duration.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { type CronTimes, parseCron } from '../../../model/cron.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

/** What Velero backs up less often, less of, for a shorter time, or no more to where it did. */
export function backupCuts({ type, before, after }: Reviewed): Hazard[] {
  const find = finders[type];
  if (find === undefined || before === undefined || after === undefined) return [];
  return find(before, after).map((message) => ({
    severity: 'warning',
    rule: 'backup-cut',
    message,
    path: ['spec'],
  }));
}

type Finder = (before: KubernetesObject | undefined, after: KubernetesObject | undefined) => string[];

const finders: Readonly<Record<string, Finder>> = {
  'velero.io/BackupStorageLocation': otherLocation,
  'velero.io/Schedule': lesserSchedule,
};

function otherLocation(before: KubernetesObject | undefined, after: KubernetesObject | undefined): string[] {
  const [old, now] = [before, after].map((location) => fieldsOf(location, 'spec'));
  const regions = [old, now].map((spec) => fieldsOf(spec, 'config')['region']);
  const [was, is] = [old, now].map((spec, index) => {
    const { bucket, prefix } = fieldsOf(spec, 'objectStorage');
    // No prefix is the same as an empty one; a provider without a group is one of `velero.io` (Velero 1.17, `sanitizeName`
    // of `pkg/plugin/clientmgmt/manager.go`).
    const provider = shown(spec?.['provider'] ?? '').replace('velero.io/', '');
    // Who names none finds the region of the bucket.
    const region = regions.includes(undefined) ? undefined : regions[index];
    return [provider, bucket, prefix, region].flatMap((part) => (part ? shown(part) : [])).join(' ');
  });
  const isFrozen = now?.['accessMode'] === 'ReadOnly' && old?.['accessMode'] !== 'ReadOnly';
  return [
    ...(isFrozen ? ['takes no more backups (ReadOnly)'] : []),
    ...(was === is ? [] : [`is ${is}, no longer ${was}: earlier backups are not found there`]),
  ];
}

function lesserSchedule(before: KubernetesObject | undefined, after: KubernetesObject | undefined): string[] {
  const [was, is] = [fieldsOf(before, 'spec'), fieldsOf(after, 'spec')];
  const [old, now] = [fieldsOf(was, 'template'), fieldsOf(is, 'template')];
  const texts: [string, boolean][] = [
    ['is paused: no more backups are made', is['paused'] === true && was['paused'] !== true],
    [`keeps backups for ${shown(now['ttl'])}, not for ${shown(old['ttl'])}`, isShorter(old, now)],
    [
      'takes no more snapshots of volumes',
      old['snapshotVolumes'] !== false && now['snapshotVolumes'] === false,
    ],
    [
      'no longer backs up all that had the labels it went by (labelSelector)',
      'labelSelector' in old &&
        'labelSelector' in now &&
        !isSelectorWithin(old['labelSelector'], now['labelSelector']),
    ],
  ];
  return [
    ...rarer(textOf(was, 'schedule'), textOf(is, 'schedule')),
    ...texts.filter(([, isSo]) => isSo).map(([text]) => text),
    ...leftOut(before, after).map((what) => `no longer backs up ${what}`),
  ];
}

function rarer(before = '', after = ''): string[] {
  if (before === after) return [];
  const [was, is] = [before, after].map((text) => longestPause(timesOf(text)));
  if (was === undefined || is === undefined) return [`its schedule changes from ${before} to ${after}`];
  if (is <= was) return [];
  return [`up to ${timeText(is)} pass between two, not ${timeText(was)}: more may be lost`];
}

/** github.com/robfig/cron/v3, `parseDescriptor` in `parser.go`. */
const words: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** In another time zone, as much time passes between two. */
function timesOf(schedule: string): CronTimes | undefined {
  const text = schedule.replace(/^(?:CRON_)?TZ=\S+ +/, '');
  return parseCron(words.get(text) ?? text);
}

const minutesPerDay = 24 * 60;

/** The longest time between two, in minutes, over a year that is no leap year. */
function longestPause(times: CronTimes | undefined): number | undefined {
  if (times === undefined) return undefined;
  const ofDay = times.hours.flatMap((hour) => times.minutes.map((minute) => hour * 60 + minute));
  const all = Array.from({ length: 365 }, (_, day) => {
    const date = new Date(Date.UTC(2026, 0, 1 + day));
    return times.onDay(date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())
      ? ofDay.map((minute) => day * minutesPerDay + minute)
      : [];
  }).flat();
  const [first] = all;
  if (first === undefined) return undefined;
  return all.reduce((longest, time, index) => {
    const next = all[index + 1] ?? first + 365 * minutesPerDay;
    return Math.max(longest, next - time);
  }, 0);
}

function timeText(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${Number((minutes / 60).toFixed(1))} h`;
}

function isShorter(before: Fields, after: Fields): boolean {
  const [was, is] = [before, after].map((template) => parseDuration(textOf(template, 'ttl') ?? ''));
  return was !== undefined && is !== undefined && is < was;
}

/** Of what is named; nothing named is everything. */
function leftOut(before: KubernetesObject | undefined, after: KubernetesObject | undefined): string[] {
  const named = (object: KubernetesObject | undefined, field: string): Set<string> =>
    new Set(select(object, `spec.template.${field}[]`).map(({ value }) => shown(value)));
  return ['Namespaces', 'Resources'].flatMap((what) => {
    const [was, is] = [named(before, `included${what}`), named(after, `included${what}`)];
    const excluded = named(after, `excluded${what}`).difference(named(before, `excluded${what}`));
    const isAll = is.size === 0 || is.has('*');
    const dropped = isAll
      ? new Set<string>()
      : was.size === 0 || was.has('*')
        ? new Set(['what is not named'])
        : was.difference(is);
    return [...dropped, ...excluded];
  });
}
