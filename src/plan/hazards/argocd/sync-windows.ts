import { parseDuration } from '../../../manifest/duration.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** A time for which Applications are synced, or are not. */
interface Window {
  readonly isDeny: boolean;
  /** `the applications *`. */
  readonly scope: string;
  /** When it begins. */
  readonly schedule: string;
  readonly duration: string;
}

/** Argo CD 3.5, `SyncWindows` in `types.go`: denied while one denies it, and where there are some that allow it, in all other times. */
export function syncWindowCuts({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'argoproj.io/AppProject' || change.kind !== 'changed') return [];
  const [old, now] = [before, after].map(windowsOf) as [Window[], Window[]];
  const beyond = (some: readonly Window[], others: readonly Window[], isDeny: boolean): Window[] =>
    some.filter((one) => one.isDeny === isDeny && !others.some((other) => isWithin(one, other)));
  const allows = (windows: readonly Window[], { scope }: Window): boolean =>
    windows.some((each) => !each.isDeny && each.scope === scope);
  const messages = [
    ...beyond(now, old, true).map((window) => `no longer syncs ${textIn(window)} (deny)`),
    ...beyond(now, old, false)
      .filter((window) => !allows(old, window))
      .map((window) => `syncs ${window.scope} only ${timeOf(window)} (allow)`),
    ...beyond(old, now, false)
      .filter((window) => allows(now, window))
      .map((window) => `no longer syncs ${textIn(window)} (allow)`),
  ];
  const path = ['spec', 'syncWindows'];
  return messages.map((message) => ({ severity: 'warning', rule: 'sync-cut', message, path }));
}

function windowsOf(project: KubernetesObject | undefined): Window[] {
  return selectMaps(project, 'spec.syncWindows[]').map(({ value }) => {
    const scopes = ['applications', 'namespaces', 'clusters'].flatMap((field) => {
      const names = select(value, `${field}[]`).map((each) => shown(each.value));
      return names.length === 0 ? [] : [`the ${field} ${names.sort().join(', ')}`];
    });
    const zone = textOf(value, 'timeZone');
    return {
      isDeny: value['kind'] === 'deny',
      scope: scopes.join(value['andOperator'] === true ? ' in ' : ' and '),
      schedule: `${textOf(value, 'schedule') ?? ''}${zone === undefined ? '' : ` ${zone}`}`,
      duration: textOf(value, 'duration') ?? '',
    };
  });
}

/** Whether it is open only while the other one is. */
function isWithin(one: Window, other: Window): boolean {
  const [own, wider] = [one, other].map(({ duration }) => parseDuration(duration) ?? 0n) as [bigint, bigint];
  const isAlike = one.isDeny === other.isDeny && one.scope === other.scope && one.schedule === other.schedule;
  return isAlike && (one.duration === other.duration || own <= wider);
}

function timeOf({ schedule, duration }: Window): string {
  return `for ${duration} from "${schedule}" on`;
}

function textIn(window: Window): string {
  return `${window.scope} ${timeOf(window)}`;
}
