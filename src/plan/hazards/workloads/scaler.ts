import { type ScaleTarget, scaleTargetOf } from '../../../kubernetes/scale-target.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';
import { followsTargets } from './targets.ts';
import { type Measure, triggersOf } from './triggers.ts';

interface Scaler {
  readonly measures: (object: KubernetesObject) => readonly Measure[];
  /** Where its `behavior` is. */
  readonly at: readonly string[];
}

const scalers: Readonly<Record<string, Scaler>> = {
  'autoscaling/HorizontalPodAutoscaler': { measures: metrics, at: ['spec'] },
  'keda.sh/ScaledJob': { measures: triggersOf, at: ['spec'] },
  'keda.sh/ScaledObject': {
    measures: triggersOf,
    at: ['spec', 'advanced', 'horizontalPodAutoscalerConfig'],
  },
};

/** Scalers that take another workload, go by less, or give the same load fewer pods. */
export function scalerChanges(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  const scaler = scalers[type];
  if (scaler === undefined || before === undefined || after === undefined) return [];
  const [was, is] = [scaleTargetOf(type, before), scaleTargetOf(type, after)];
  const [old, now] = [scaler.measures(before), scaler.measures(after)];
  const canGrow = (object: KubernetesObject): boolean =>
    fieldsOf(object, ...scaler.at, 'behavior', 'scaleUp')['selectPolicy'] !== 'Disabled';
  const [had, has] = [before, after].map((object) => fieldsOf(object, 'spec', 'fallback')['replicas']);
  const tell =
    (rule: string) =>
    (message: string): Hazard => ({ severity: 'warning', rule, message, path: ['spec'] });
  return [
    ...[
      ...(targetText(was) === targetText(is) || followsTargets(reviewed)
        ? []
        : [`scales ${targetText(is)}, no longer ${targetText(was)}`]),
      ...lost(old, now).map((name) => `no longer goes by ${name}`),
      ...redirected(old, now).map((name) => `${name} goes by something else than before`),
      ...otherUnits(type, old, now),
      ...(had !== undefined && has === undefined
        ? ['says no more how many pods there are while its triggers cannot be read (fallback)']
        : []),
    ].map(tell('scaling-bounds')),
    ...[
      ...raised(old, now),
      ...(numberOf(has) < numberOf(had)
        ? [`has ${shown(has)} pods, not ${shown(had)}, while its triggers cannot be read (fallback)`]
        : []),
      ...(canGrow(before) && !canGrow(after) ? ['adds no pods any more (scaleUp: Disabled)'] : []),
    ].map(tell('capacity-cut')),
  ];
}

function targetText(target: ScaleTarget | undefined): string {
  return target === undefined ? 'nothing' : `${target.type} ${target.name}`;
}

/** What autoscalers of `v1` go by beside CPU. */
const otherMetrics = 'autoscaling.alpha.kubernetes.io/metrics';

/** Kubernetes 1.34, `pkg/apis/autoscaling/{v1/conversion,v2/defaults}.go`: what says nothing goes by 80 % of the CPU. */
function metrics(object: KubernetesObject): Measure[] {
  const unit = 'averageUtilization';
  const target = fieldsOf(object, 'spec')['targetCPUUtilizationPercentage'];
  const found = selectMaps(object, 'spec.metrics[]').map(({ value }) => {
    const source = selectMaps(value, '{}')[0]?.value ?? {};
    const name = textOf(source, 'name') ?? textOf(fieldsOf(source, 'metric'), 'name') ?? '';
    return measureOf(name, fieldsOf(source, 'target'), [unit, 'averageValue', 'value']);
  });
  const saysNothing = found.length === 0 && annotationOf(object, otherMetrics) === undefined;
  const byCpu = target ?? (saysNothing ? 80 : undefined);
  return byCpu === undefined ? found : [{ name: 'cpu', unit, target: byCpu }, ...found];
}

function measureOf(name: string, fields: Fields, units: readonly string[]): Measure {
  const unit = units.find((each) => fields[each] !== undefined) ?? '';
  return { name, unit, target: fields[unit] };
}

/** Names that there were more of. */
function lost(before: readonly Measure[], after: readonly Measure[]): string[] {
  const byName = (measures: readonly Measure[]): Map<string, Measure[]> =>
    Map.groupBy(
      measures.filter(({ isStart }) => isStart !== true),
      ({ name }) => name,
    );
  const now = byName(after);
  return [...byName(before)]
    .filter(([name, all]) => all.length > (now.get(name)?.length ?? 0))
    .map(([name]) => name);
}

/** Names of which there is one, that measures something else. Each region has names of its own. */
function redirected(before: readonly Measure[], after: readonly Measure[]): string[] {
  return before.flatMap(({ name, isStart }) => {
    const [was, is] = [before, after].map((measures) => soleOf(measures, name));
    return isStart !== true && other(was?.of, is?.of) ? [name] : [];
  });
}

function soleOf(measures: readonly Measure[], name: string): Measure | undefined {
  const [one, ...more] = measures.filter((each) => each.name === name && each.isStart !== true);
  return more.length === 0 ? one : undefined;
}

/** Measures of an autoscaler of which one pod is to bear something that cannot be compared with what it was. */
function otherUnits(type: string, before: readonly Measure[], after: readonly Measure[]): string[] {
  if (type !== 'autoscaling/HorizontalPodAutoscaler') return [];
  return before.flatMap(({ name }) => {
    const [was, is] = [before, after].map((measures) => soleOf(measures, name));
    return was === undefined || is === undefined || was.unit === is.unit
      ? []
      : [
          `goes by ${shown(is.target)} (${is.unit}) of ${name}, no longer by ${shown(was.target)} (${was.unit})`,
        ];
  });
}

/** Of measures of one name, those that measure the same. */
function raised(before: readonly Measure[], after: readonly Measure[]): string[] {
  return before.flatMap((old) => {
    const now = onlyOne(old, before) && onlyOne(old, after);
    const [was, is] = [old, now || undefined].map((each) => quantityOf(each?.target)?.nano);
    if (!now || was === undefined || is === undefined || (old.isCount ? is >= was : is <= was)) return [];
    const effect = old.isCount
      ? 'fewer pods at its time'
      : old.isStart
        ? 'more must come before there are any pods'
        : 'fewer pods bear as much';
    return [`${old.name} goes from ${shown(old.target)} to ${shown(now.target)} (${old.unit}): ${effect}`];
  });
}

/** The measure of one name, or of those the one that measures the same: else it is not known which became which. */
function onlyOne({ name, unit, of }: Measure, measures: readonly Measure[]): Measure | undefined {
  const named = measures.filter((each) => each.name === name && each.unit === unit);
  const same = named.filter((each) => each.of === of);
  return named.length === 1 ? named[0] : same.length === 1 ? same[0] : undefined;
}
