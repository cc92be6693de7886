import { parseDuration } from '../../../manifest/duration.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { type CronTimes, parseCron } from '../../../model/cron.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';
import { backupWeakenings } from './backup-scope.ts';
import { leftOut } from './left-out.ts';

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

/**
 * Whether another Schedule comes, or changes, in whose place one that goes would have become no worse. Velero looks into its
 * own namespace only.
 */
export function isBackedUpByOthers(reviewed: Reviewed): boolean {
  const { type, before, newcomers } = reviewed;
  if (type !== 'velero.io/Schedule' || before === undefined) return false;
  return (newcomers.objects.get(type) ?? []).some((other) => {
    const inPlace = { ...reviewed, after: other };
    return (
      other.metadata.namespace === before.metadata.namespace &&
      other.metadata.name !== before.metadata.name &&
      backupCuts(inPlace).length === 0 &&
      backupWeakenings(inPlace).length === 0
    );
  });
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
    const url = shown(fieldsOf(spec, 'config')['s3Url'] ?? '');
    return [provider, bucket, prefix, region, /\.amazonaws\.com\b/.test(url) ? '' : url]
      .flatMap((part) => (part ? shown(part) : []))
      .join(' ');
  });
  const isNoDefault = old?.['default'] === true && now?.['default'] !== true;
  const isFrozen = now?.['accessMode'] === 'ReadOnly' && old?.['accessMode'] !== 'ReadOnly';
  return [
    ...(isFrozen ? ['takes no more backups (ReadOnly)'] : []),
    ...(isNoDefault
      ? ['is no longer the default location, where schedules that name none keep backups']
      : []),
    ...(was === is ? [] : [`is ${is}, no longer ${was}: earlier backups are not found there`]),
  ];
}

function lesserSchedule(before: KubernetesObject | undefined, after: KubernetesObject | undefined): string[] {
  const [was, is] = [fieldsOf(before, 'spec'), fieldsOf(after, 'spec')];
  const [old, now] = [fieldsOf(was, 'template'), fieldsOf(is, 'template')];
  const texts: [string, boolean][] = [
    ['is paused: no more backups are made', is['paused'] === true && was['paused'] !== true],
    [`keeps backups for ${ttlOf(now)}, not for ${ttlOf(old)}`, isShorter(ttlOf(old), ttlOf(now))],
    [
      'takes no more snapshots of volumes',
      old['snapshotVolumes'] !== false && now['snapshotVolumes'] === false,
    ],
    [
      'no longer copies snapshots of volumes to its location (snapshotMoveData)',
      old['snapshotMoveData'] === true && now['snapshotMoveData'] !== true,
    ],
    [
      'no longer backs up all that had the labels it went by (labelSelector)',
      selectorsOf(old).length > 0 && !covers(selectorsOf(now), selectorsOf(old)),
    ],
  ];
  return [
    ...rarer(textOf(was, 'schedule'), textOf(is, 'schedule')),
    ...texts.filter(([, isSo]) => isSo).map(([text]) => text),
    ...leftOut(old, now).map((what) => `no longer backs up ${what}`),
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

/** Velero 1.18, `pkg/cmd/server/config/config.go` and `pkg/controller/backup_controller.go`: what is unset, or 0, is 30 days. */
function ttlOf(template: Fields): string {
  const text = textOf(template, 'ttl') ?? '';
  return (parseDuration(text) ?? 0n) === 0n ? '720h (the default)' : text;
}

function isShorter(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) => parseDuration(text.split(' ', 1)[0] ?? '') ?? 0n);
  return Number(is) < Number(was);
}

/** What is backed up has the labels of any; without one, all is. */
function selectorsOf(template: Fields): unknown[] {
  return ['labelSelector', 'orLabelSelectors[]'].flatMap((field) =>
    select(template, field).map(({ value }) => value),
  );
}

function covers(wider: readonly unknown[], some: readonly unknown[]): boolean {
  if (wider.length === 0) return true;
  return some.length > 0 && some.every((one) => wider.some((other) => isSelectorWithin(one, other)));
}
