import { waveAnnotation, waveOf } from '../../../kubernetes/sync-wave.ts';
import { fieldsOf, textOf } from '../../../manifest/select.ts';
import { paramsKind } from '../../params.ts';
import { fieldOf, type Hazard, type Reviewed } from '../hazard.ts';

/** Objects, and whole apps, that are applied earlier or later than before. */
export function waveChanges({ type, change, before, after }: Reviewed): Hazard[] {
  if (change.kind !== 'changed') return [];
  const isApp = type === paramsKind;
  const [was, is] = [before, after].map((object) =>
    isApp ? (textOf(fieldsOf(object), 'wave') ?? '0') : String(waveOf(object)),
  );
  if (was === is) return [];
  const message = `${isApp ? 'the app' : 'it'} is applied in wave ${is}, not ${was}: what must be there first may not be`;
  const path = isApp ? ['wave'] : ['metadata', 'annotations', waveAnnotation];
  return [{ severity: 'warning', rule: 'wave-order', message, path }];
}

/** What Argo CD, or Flux, renders by itself, so that no plan shows its effect. */
const chartFields: Readonly<Record<string, RegExp>> = {
  [paramsKind]: /^charts\b/,
  'argoproj.io/Application': /^spec\.sources?\b/,
  'argoproj.io/ApplicationSet': /^spec\.(template\.spec\.sources?|templatePatch)\b/,
  'helm.toolkit.fluxcd.io/HelmRelease': /^spec\.(chart|chartRef|postRenderers|values|valuesFrom)\b/,
};

export function chartChanges(reviewed: Reviewed): Hazard[] {
  const { type, change, before, after } = reviewed;
  const pattern = chartFields[type];
  if (pattern === undefined) return [];
  const speaksOfCharts = [before, after].some((object) =>
    /"chart(s|Ref|)":/.test(JSON.stringify(object ?? null)),
  );
  const changed = change.changes.find((each) => pattern.test(fieldOf(each)));
  const isNew = change.kind === 'added' && /"charts":\[\{|"chart(Ref|)":/.test(JSON.stringify(after));
  if (!isNew && (changed === undefined || !speaksOfCharts)) return [];
  const who = type.includes('fluxcd') ? 'Flux' : 'Argo CD';
  const message = `${who} renders the chart by itself: the effect of the change is not shown here`;
  const next = 'compare the two versions with helm template';
  return [
    { severity: 'warning', rule: 'chart-change', message, next, ...(changed && { path: changed.path }) },
  ];
}

/** An app whose folder is gone is no longer synced at all. */
export function appRemovals({ type, change }: Reviewed): Hazard[] {
  if (type !== paramsKind || change.kind === 'changed' || change.kind === 'added') return [];
  const message =
    'its Application is removed: nothing syncs the app any more, and its objects stay if the ApplicationSet preserves them';
  return [{ severity: 'warning', rule: 'app-removal', message }];
}
