import type { CheckedObject, Problem } from '../problem.ts';
import { fieldsOf, selectMaps, selectTexts } from '../select.ts';

/**
 * Cron schedules as `robfig/cron` v3's standard parser reads them, which Kubernetes, KEDA and Velero use: five fields
 * or a descriptor such as `@daily`.
 */

interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const cronFields: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: ['', ...months] },
  { name: 'day of the week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const descriptors = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const everyDuration = /^@every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;

/** Why it is no schedule; `undefined` for a good one. */
export function cronProblem(schedule: string): string | undefined {
  if (/^(?:CRON_)?TZ=/.test(schedule)) return 'sets its time zone in the schedule';
  if (schedule.startsWith('@')) {
    return descriptors.test(schedule) || everyDuration.test(schedule)
      ? undefined
      : `${schedule} is no descriptor`;
  }
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== cronFields.length) return `has ${parts.length} fields instead of 5`;
  for (const [index, field] of cronFields.entries()) {
    const part = parts[index] ?? '';
    const wrong = part.split(',').find((range) => !fitsRange(range, field));
    if (wrong !== undefined)
      return `${JSON.stringify(wrong)} is no ${field.name} (${field.least} to ${field.most})`;
  }
  return undefined;
}

function fitsRange(range: string, field: CronField): boolean {
  const [span = '', step, ...more] = range.split('/');
  if (more.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
  if (span === '*' || span === '?') return true;
  const [low = '', high, ...rest] = span.split('-');
  const first = numberOf(low, field);
  const last = high === undefined ? first : numberOf(high, field);
  return rest.length === 0 && first !== undefined && last !== undefined && first <= last;
}

function numberOf(text: string, { least, most, names }: CronField): number | undefined {
  const named = text === '' ? -1 : (names?.indexOf(text.toLowerCase()) ?? -1);
  const value = named !== -1 ? named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** Schedules of CronJobs, of Velero and of KEDA's cron triggers. */
export function schedules({ type, object }: CheckedObject): Problem[] {
  const spec = fieldsOf(object, 'spec');
  const found =
    type === 'keda.sh/ScaledObject' || type === 'keda.sh/ScaledJob'
      ? selectMaps(spec, 'triggers[]', ['spec'])
          .filter(({ value }) => value['type'] === 'cron')
          .flatMap(({ value, path }) =>
            ['start', 'end'].flatMap((field) => selectTexts(value, `metadata.${field}`, path)),
          )
      : selectTexts(spec, 'schedule', ['spec']);
  return found.flatMap(({ value, path }): Problem[] => {
    const problem = cronProblem(value);
    // Velero's parser takes a zone in the schedule; the API server refuses one.
    if (problem === undefined || (/TZ=/.test(value) && type !== 'batch/CronJob')) return [];
    const next = /TZ=/.test(value) ? { next: 'set spec.timeZone instead' } : {};
    const allowed =
      'minute hour day-of-month month day-of-week, or @hourly, @daily, @weekly, @monthly, @yearly, @every DURATION';
    return [
      {
        severity: 'error',
        rule: 'cron-schedule',
        path,
        message: `${JSON.stringify(value)} is no schedule: ${problem}`,
        allowed,
        ...next,
      },
    ];
  });
}
