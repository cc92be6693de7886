import type { KubernetesObject } from '../../../manifest/object.ts';
import { select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isOpenWithin, type OpenTimes } from './open-times.ts';

/** Patterns of what must be met all at once: `clusters`, `namespaces`. */
type Scope = ReadonlyMap<string, readonly string[]>;

/** A time for which Applications are synced, or are not. */
interface Window {
  readonly isDeny: boolean;
  /** Somebody may sync by hand all the same. */
  readonly isManual: boolean;
  /** One of them will do; without any, it means no Application. */
  readonly scopes: readonly Scope[];
  readonly times: OpenTimes;
}

/** Argo CD 3.5, `SyncWindows` in `types.go`: denied while one denies it, and where there are some that allow it, in all other times. */
export function syncWindowCuts({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'argoproj.io/AppProject' || before === undefined || after === undefined) return [];
  const [old, now] = [before, after].map(windowsOf) as [Window[], Window[]];
  const messages = [
    ...newlyDenied(old.filter(isDeny), now.filter(isDeny)),
    ...newlyBound(old.filter(isAllow), now.filter(isAllow)),
  ];
  const path = ['spec', 'syncWindows'];
  return messages.map((message) => ({ severity: 'warning', rule: 'sync-cut', message, path }));
}

const isDeny = (window: Window): boolean => window.isDeny;
const isAllow = (window: Window): boolean => !window.isDeny;

function newlyDenied(old: readonly Window[], now: readonly Window[]): string[] {
  const firm = old.filter(({ isManual }) => !isManual);
  return now.flatMap((window) => {
    const time = timeOf(window);
    const denied = window.scopes.filter((scope) => !isMet(scope, window, old));
    if (denied.length > 0) return [`no longer syncs ${textOfScopes(denied)} ${time} (deny)`];
    const byHand = window.isManual ? [] : window.scopes.filter((scope) => !isMet(scope, window, firm));
    if (byHand.length === 0) return [];
    return [`lets nobody sync ${textOfScopes(byHand)} by hand ${time} any more (manualSync)`];
  });
}

/** What was synced at all times and is only in some, or at times at which it no longer is. */
function newlyBound(old: readonly Window[], now: readonly Window[]): string[] {
  const [bound, binds] = [old, now].map((all) => all.flatMap(({ scopes }) => scopes)) as [Scope[], Scope[]];
  const newly = now.flatMap((window) => {
    const found = window.scopes.filter((scope) => !isAmong(scope, bound));
    return found.length === 0 ? [] : [`syncs ${textOfScopes(found)} only ${timeOf(window)} (allow)`];
  });
  const lost = old.flatMap((window) => {
    const missed = (scopes: readonly Scope[]): Scope[] =>
      scopes.filter((scope) => isAmong(scope, binds) && !isMet(scope, window, now));
    const whole = missed(window.scopes);
    const parts = missed(binds).filter((scope) => isAmong(scope, window.scopes) && !isAmong(scope, whole));
    const found = [...whole, ...parts];
    return found.length === 0 ? [] : [`no longer syncs ${textOfScopes(found)} ${timeOf(window)} (allow)`];
  });
  return [...newly, ...lost];
}

function windowsOf(project: KubernetesObject | undefined): Window[] {
  return selectMaps(project, 'spec.syncWindows[]').map(({ value }) => {
    const lists = ['applications', 'namespaces', 'clusters']
      .map((field) => ({ field, names: select(value, `${field}[]`).map((each) => shown(each.value)) }))
      .filter(({ names }) => names.length > 0);
    const all: Scope[] =
      lists.length === 0 ? [] : [new Map(lists.map(({ field, names }) => [field, names.sort()]))];
    const each: Scope[] = lists.flatMap(({ field, names }) =>
      names.map((name) => new Map([[field, [name]]])),
    );
    return {
      isDeny: value['kind'] === 'deny',
      isManual: value['manualSync'] === true,
      scopes: value['andOperator'] === true ? all : each,
      times: {
        schedule: textOf(value, 'schedule') ?? '',
        duration: textOf(value, 'duration') ?? '',
        zone: textOf(value, 'timeZone') ?? '',
      },
    };
  });
}

/** Whether some windows are open for a scope whenever another one is. */
function isMet(scope: Scope, { times }: Window, others: readonly Window[]): boolean {
  const meant = others.filter(({ scopes }) => isAmong(scope, scopes));
  return isOpenWithin(
    times,
    meant.map((other) => other.times),
  );
}

/** Whether one of some scopes means all that another one does. */
function isAmong(scope: Scope, others: readonly Scope[]): boolean {
  const isWithin = (names: readonly string[] | undefined, wider: readonly string[]): boolean =>
    wider.includes('*') ||
    names?.every((name) => wider.some((pattern) => isGlobWithin(name, pattern))) === true;
  return others.some((other) => [...other].every(([field, wider]) => isWithin(scope.get(field), wider)));
}

/** `the applications a, b in the clusters prod-*`. */
function textOfScopes(scopes: readonly Scope[]): string {
  const isAll = scopes.some((scope) => scope.size > 1);
  const names = Map.groupBy(
    scopes.flatMap((scope) => [...scope]),
    ([field]) => field,
  );
  return [...names]
    .map(([field, found]) => {
      const patterns = new Set(found.flatMap(([, listed]) => listed));
      return `the ${field} ${[...patterns].sort().join(', ')}`;
    })
    .join(isAll ? ' in ' : ' and ');
}

function timeOf({ times: { schedule, duration, zone } }: Window): string {
  return `for ${duration} from "${schedule}${zone === '' ? '' : ` ${zone}`}" on`;
}
