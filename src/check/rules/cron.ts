import { fieldsOf, selectMaps, selectTexts } from '../../manifest/select.ts';
import { malformedFields } from '../../model/cron.ts';
import { isTimeZone } from '../../model/timezone.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';

/**
 * Cron schedules as `robfig/cron` v3's standard parser reads them, which Kubernetes, KEDA and Velero use: five fields
 * or a descriptor such as `@daily`.
 */

const fieldCount = 5;
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
  if (parts.length !== fieldCount) return `has ${parts.length} fields instead of ${fieldCount}`;
  const [wrong] = malformedFields(parts.join(' '));
  return wrong && `the ${wrong.name} is ${JSON.stringify(wrong.text)}, not ${wrong.allowed}`;
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

/** Of a CronJob: empty, or `Local`, is no zone either (`pkg/apis/batch/validation`). */
export function timeZone({ object }: CheckedObject): Problem[] {
  const zone = fieldsOf(object, 'spec')['timeZone'];
  if (typeof zone !== 'string' || isTimeZone(zone)) return [];
  return [
    {
      severity: 'error',
      rule: 'unknown-time-zone',
      path: ['spec', 'timeZone'],
      message: `there is no time zone ${JSON.stringify(zone)}`,
      allowed: 'a name of the tz database such as Asia/Tokyo, Europe/Berlin or UTC',
      next: 'correct the name; for the zone of the controller, leave it out',
    },
  ];
}
