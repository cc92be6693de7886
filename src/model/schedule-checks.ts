import { checkCron } from './cron.ts';
import type { Scaling, ScheduleWindow } from './scaling.ts';
import { checkTimeZone } from './timezone.ts';
import type { ValuePath, Violation } from './violation.ts';
import { firstOverlap, firstRepeat } from './windows.ts';

/** What is wrong with `scaling.schedules`. Paths start at the settings. */
export function checkSchedules({ schedules = {}, minReplicas, maxReplicas }: Scaling): Violation[] {
  const names = Object.keys(schedules).sort();
  const pathOf = (name: string): ValuePath => ['scaling', 'schedules', name];
  const violations: Violation[] = [];
  const usable = new Map<string, ScheduleWindow>();
  for (const name of names) {
    const window = schedules[name];
    if (!window) continue;
    const wrong = checkWindow(window, pathOf(name));
    if (wrong.length === 0) usable.set(name, window);
    violations.push(...wrong, ...checkReplicas(name, window.replicas, minReplicas, maxReplicas));
  }
  for (const [name, window] of usable) {
    for (const [other, otherWindow] of usable) {
      if (other >= name) break;
      const both = firstOverlap(window, otherWindow);
      if (both !== undefined) violations.push(overlapping(name, other, both, pathOf));
    }
  }
  return violations;
}

function checkWindow(window: ScheduleWindow, path: ValuePath): Violation[] {
  const { timezone, start, end } = window;
  const violations = [
    ...checkTimeZone(timezone, [...path, 'timezone']),
    ...checkCron(start, [...path, 'start']),
    ...checkCron(end, [...path, 'end']),
  ];
  if (start !== end) return violations.length > 0 ? violations : checkTurns(window, path);
  const message = `the window ends when it starts (${end}), so it never holds`;
  return [
    ...violations,
    { rule: 'empty-window', path: [...path, 'end'], message, allowed: 'an end other than the start' },
  ];
}

/** KEDA opens no window twice: what was meant to hold from Monday on would hold from Friday, or over the weekend too. */
function checkTurns(window: ScheduleWindow, path: ValuePath): Violation[] {
  const repeat = firstRepeat(window);
  if (repeat === undefined) return [];
  const { of, first, again } = repeat;
  const [other, effect] =
    of === 'start'
      ? ['end', 'KEDA opens it only at the last start']
      : ['start', 'KEDA holds it until the last end'];
  return [
    {
      rule: `repeated-${of}`,
      path: [...path, of],
      against: [...path, other],
      message: `the window ${of}s at ${first} and again at ${again}, with no ${other} between: ${effect}`,
      allowed: 'a start and an end in turn',
      next: 'let both come once on the same days, such as 0 8 * * 1-5 and 0 18 * * 1-5, or make it several windows',
    },
  ];
}

function checkReplicas(name: string, replicas: number, minimum: number, maximum: number): Violation[] {
  const path = ['scaling', 'schedules', name, 'replicas'];
  const base = { rule: 'schedule-out-of-bounds', path } as const;
  if (replicas > maximum) {
    const message = `schedule ${name} holds ${replicas} replicas, more than maxReplicas (${maximum})`;
    const against = ['scaling', 'maxReplicas'];
    return [
      {
        ...base,
        against,
        message,
        allowed: `${minimum + 1} to ${maximum}`,
        next: 'lower it, or raise maxReplicas',
      },
    ];
  }
  if (replicas <= minimum) {
    const message = `schedule ${name} holds ${replicas} replicas, which minReplicas (${minimum}) does at any time`;
    const against = ['scaling', 'minReplicas'];
    return [
      {
        ...base,
        against,
        message,
        allowed: `${minimum + 1} to ${maximum}`,
        next: 'raise it, or lower minReplicas',
      },
    ];
  }
  return [];
}

function overlapping(
  name: string,
  other: string,
  at: string,
  pathOf: (name: string) => ValuePath,
): Violation {
  return {
    rule: 'overlapping-schedules',
    path: pathOf(name),
    against: pathOf(other),
    message: `schedules ${other} and ${name} overlap, e.g. at ${at}`,
    allowed: 'windows that do not overlap; where two do, the higher number of replicas would silently win',
    next: 'end one before the other starts',
  };
}
