import { parseLongDuration } from '../../../manifest/duration.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { easeOf } from './ease.ts';

/** Rules of Prometheus that alert of less, or later, and measures that they make no more. */
export function alertCuts({ type, before, after, newcomers }: Reviewed): Hazard[] {
  if (type !== 'monitoring.coreos.com/PrometheusRule' || before === undefined || after === undefined)
    return [];
  const now = alertsOf(after);
  const elsewhere = (newcomers.objects.get(type) ?? []).map(alertsOf);
  const lost: string[] = [];
  const formerly = alertsOf(before);
  const raised = [...now].filter(([name]) => !formerly.has(name)).map(([, alerts]) => alerts);
  const later = [...formerly].flatMap(([name, was]) => {
    // Alerts of one name may be about different things.
    const is =
      now.get(name) ??
      raised.find((each) => isRaised(was, each)) ??
      elsewhere.map((each) => each.get(name)).find((each) => asksOf(each) === asksOf(was));
    if (is === undefined) {
      lost.push(name);
      return [];
    }
    const [old, late] = [was, is].map(longestWait) as [Wait, Wait];
    return [
      ...(late.time > old.time ? [`alerts of ${name} after ${late.text}, not after ${old.text}`] : []),
      ...harderOf(was, is).map(([from, to]) => `alerts of ${name} only where ${to}, not where ${from}`),
    ];
  });
  const made = [after, ...(newcomers.objects.get(type) ?? [])].map(recordsOf);
  const unmade = [...recordsOf(before)].filter((name) => !made.some((names) => names.has(name)));
  const messages = [
    ...(unmade.length === 0 ? [] : [`no longer records ${unmade.join(', ')}: what goes by it sees nothing`]),
    ...(lost.length === 0 ? [] : [`no longer alerts of ${lost.join(', ')}`]),
    ...later,
  ];
  const path = ['spec', 'groups'];
  return messages.map((message) => ({ severity: 'warning', rule: 'protection-cut', message, path }));
}

/** By name and severity, as one alert may have rules for several: how soon it must be, and of what. */
function alertsOf(rule: KubernetesObject | undefined): ReadonlyMap<string, readonly Fields[]> {
  const alerts = selectMaps(rule, 'spec.groups[].rules[]').filter(
    ({ value }) => textOf(value, 'alert') !== undefined,
  );
  return Map.groupBy(
    alerts.map(({ value }) => value),
    (alert) => {
      const severity = textOf(fieldsOf(alert, 'labels'), 'severity');
      return `${textOf(alert, 'alert')}${severity === undefined ? '' : ` (${severity})`}`;
    },
  );
}

/** From the least on, as most call them. */
const severities = ['none', 'info', 'warning', 'error', 'critical'];

/** Whether alerts of one name, about the same but for bounds, are more severe than others. */
function isRaised(was: readonly Fields[], is: readonly Fields[]): boolean {
  const [old, now] = [was, is].map(([alert]) =>
    severities.indexOf(textOf(fieldsOf(alert, 'labels'), 'severity') ?? ''),
  ) as [number, number];
  const isAlike =
    was.length === is.length &&
    was.every(({ expr }, index) => easeOf(shown(expr), shown(is[index]?.['expr'])) !== undefined);
  return was[0]?.['alert'] === is[0]?.['alert'] && isAlike && old !== -1 && now > old;
}

function asksOf(alerts: readonly Fields[] = []): string {
  return alerts.map(({ expr }) => shown(expr)).join('\n');
}

function recordsOf(rule: KubernetesObject): ReadonlySet<string> {
  return new Set(select(rule, 'spec.groups[].rules[].record').map(({ value }) => shown(value)));
}

/** Of as many rules, those that differ by a bound that is met less easily. */
function harderOf(before: readonly Fields[], after: readonly Fields[]): (readonly [string, string])[] {
  if (before.length !== after.length) return [];
  return before.flatMap(({ expr }, index) => {
    const [was, is] = [expr, after[index]?.['expr']].map((text) => shown(text).trim()) as [string, string];
    return easeOf(was, is) === -1 ? [[was, is] as const] : [];
  });
}

interface Wait {
  readonly text: string;
  readonly time: bigint;
}

/** The longest `for` of some rules, at least one, with its time in nanoseconds; without one, a rule waits for nothing. */
export function longestWait(alerts: readonly Fields[]): Wait {
  return alerts
    .map((alert) => textOf(alert, 'for') ?? '0s')
    .map((text) => ({ text, time: parseLongDuration(text) ?? 0n }))
    .reduce((longest, each) => (each.time > longest.time ? each : longest));
}
