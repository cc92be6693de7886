import type { Scaling, ScheduleWindow } from '../../model/scaling.ts';
import type { ReportProblem } from '../validation.ts';
import { minutesOpen, parseCron } from './cron.ts';
import { formulaName } from './triggers.ts';

/**
 * Windows of schedules. KEDA takes the highest of those open, and a cron trigger is a floor: it can hold replicas
 * that the load does not need, never remove some. Two windows that overlap are almost always a mistake about that.
 */
export function checkSchedules(
  { schedules = {}, maxReplicas, minReplicas }: Scaling,
  report: ReportProblem,
): void {
  const windows = Object.entries(schedules).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, window] of windows) {
    checkWindow(`scaling.schedules.${name}`, window, report);
    const { replicas } = window;
    if (replicas > maxReplicas || replicas <= minReplicas) {
      report({
        field: `scaling.schedules.${name}.replicas`,
        value: replicas,
        allowed: `above minReplicas (${minReplicas}), or it changes nothing, and at most maxReplicas (${maxReplicas})`,
      });
    }
  }
  windows.forEach(([name, window], index) => {
    for (const [other, otherWindow] of windows.slice(0, index)) {
      if (formulaName(name) === formulaName(other)) {
        report({
          field: `scaling.schedules.${name}`,
          value: name,
          allowed: `a name other than ${other}'s, dashes read as underscores`,
        });
      }
      if (overlap(window, otherWindow)) {
        report({
          field: `scaling.schedules.${name}`,
          value: `${window.start} to ${window.end}`,
          allowed: `windows that do not overlap: ${other} is open from ${otherWindow.start} to ${otherWindow.end}`,
          next: 'end one before the other starts; in the overlap the higher number of replicas would win',
        });
      }
    }
  });
}

function checkWindow(field: string, { timezone, start, end }: ScheduleWindow, report: ReportProblem): void {
  for (const [edge, expression] of Object.entries({ start, end })) {
    const problem = parseCron(expression).problem;
    if (problem !== undefined) report({ field: `${field}.${edge}`, value: expression, allowed: problem });
  }
  if (start === end) report({ field: `${field}.end`, value: end, allowed: 'a time other than start' });
  if (!isTimeZone(timezone)) {
    report({
      field: `${field}.timezone`,
      value: timezone,
      allowed: 'a name of the IANA time zone database, e.g. Asia/Tokyo',
    });
  }
}

/** Windows in different zones, or on days of the month, are not compared: when they are open depends on the date. */
function overlap(a: ScheduleWindow, b: ScheduleWindow): boolean {
  if (a.timezone !== b.timezone) return false;
  const minutes = [a, b].map(({ start, end }) => minutesOpen(start, end));
  const [first, second] = minutes;
  if (!first || !second) return false;
  return first.some((open, minute) => open && second[minute]);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
