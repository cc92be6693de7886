import { isDeepStrictEqual } from 'node:util';
import { parseDuration } from '../../../manifest/duration.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown, shownOrNone } from '../../../manifest/shown.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';
import { easeOf } from './ease.ts';

/** Analyses that measure less of a new version, let more pass, or judge by something else. */
export function analysisCuts({ type, before, after }: Reviewed): Hazard[] {
  if (
    !/^argoproj\.io\/(?:Cluster)?AnalysisTemplate$/.test(type) ||
    before === undefined ||
    after === undefined
  )
    return [];
  const now = metricsOf(after);
  const trials = trialsOf(after).difference(trialsOf(before));
  const messages = [
    ...[...metricsOf(before)].flatMap(([name, was]) => {
      const is = now.get(name);
      return is === undefined ? [`${name} is no longer measured`] : looser(name, was, is);
    }),
    ...[...trials].map((name) => `what ${name} measures stops no new version (dryRun)`),
    ...[...templatesOf(before).difference(templatesOf(after))].map(
      (name) => `no longer measures what ${name} does (templates)`,
    ),
    ...otherArguments('spec.args[]', before, after),
  ];
  const path = ['spec', 'metrics'];
  return messages.map((message) => ({ severity: 'warning', rule: 'protection-cut', message, path }));
}

function metricsOf(template: KubernetesObject | undefined): ReadonlyMap<string, Fields> {
  return new Map(
    selectMaps(template, 'spec.metrics[]').map(({ value }) => [textOf(value, 'name') ?? '', value]),
  );
}

/** Values by which metrics measure and judge, where one is given only once. Each region has its own, and each name. */
export function otherArguments(
  place: string,
  before: KubernetesObject,
  after: KubernetesObject,
): readonly string[] {
  const soleOf = (object: KubernetesObject, name: string): string | undefined => {
    const named = selectMaps(object, place).filter(({ value }) => textOf(value, 'name') === name);
    const values = new Set(
      named.flatMap(({ value }) => (value['value'] === undefined ? [] : shown(value['value']))),
    );
    return values.size === 1 ? [...values][0] : undefined;
  };
  const names = new Set(select(before, `${place}.name`).map(({ value }) => shown(value)));
  return [...names].flatMap((name) => {
    const [was, is] = [before, after].map((object) => soleOf(object, name));
    const isOwn = was === before.metadata.name && is === after.metadata.name;
    return other(was, is) && !isOwn ? [`is given ${name}=${is}, no longer ${was} (args)`] : [];
  });
}

function templatesOf(template: KubernetesObject): ReadonlySet<string> {
  return new Set(select(template, 'spec.templates[].templateName').map(({ value }) => shown(value)));
}

function trialsOf(template: KubernetesObject | undefined): ReadonlySet<string> {
  return new Set(select(template, 'spec.dryRun[].metricName').map(({ value }) => shown(value)));
}

/** Argo Rollouts 1.8, `utils/defaults/defaults.go`: how often each may happen, unless it says so. -1 is for ever. */
const limits: Readonly<Record<string, number>> = {
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
};

/** What passes is more if it is met more easily, what fails if it is met less so. */
const conditions: Readonly<Record<string, number>> = { successCondition: 1, failureCondition: -1 };

function looser(name: string, was: Fields, is: Fields): string[] {
  const told = (field: string, what: string): string =>
    `${name} ${what}: ${field} goes from ${shownOrNone(was[field])} to ${shownOrNone(is[field])}`;
  const raised = Object.entries(limits).filter(([field, usual]) => {
    const [old, now] = [was, is].map((metric) => numberOf(metric[field] ?? usual)) as [number, number];
    return old >= 0 && (now < 0 || now > old);
  });
  const changed = Object.entries(conditions).flatMap(([field, direction]) => {
    const [old, now] = [was, is].map((metric) => textOf(metric, field));
    if (old === undefined) return [];
    const ease = now === undefined ? direction : easeOf(old, now);
    if (ease !== undefined && ease !== direction) return [];
    return [told(field, ease === undefined ? 'judges otherwise' : 'lets more pass')];
  });
  const isOther = !isDeepStrictEqual(was['provider'], is['provider']);
  return [
    ...raised.map(([field]) => told(field, 'lets more pass')),
    ...changed,
    ...(isOther ? [`${name} measures something else than before (provider)`] : []),
    ...(numberOf(is['count']) < numberOf(was['count']) ? [told('count', 'is measured less often')] : []),
    ...(is['count'] === was['count'] && is['count'] !== undefined && isSooner(was, is)
      ? [told('interval', 'is measured for a shorter time')]
      : []),
    ...(numberOf(is[inARow] ?? 0) < numberOf(was[inARow] ?? 0)
      ? [told(inARow, 'needs fewer good measurements in a row')]
      : []),
  ];
}

const inARow = 'consecutiveSuccessLimit';

function isSooner(was: Fields, is: Fields): boolean {
  const [old, now] = [was, is].map((metric) => parseDuration(textOf(metric, 'interval') ?? ''));
  return old !== undefined && now !== undefined && now < old;
}
