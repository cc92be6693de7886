import { scaleTargetOf } from '../../../kubernetes/scale-target.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** What a scaler goes by, and how much of it one pod is to bear. */
interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly target: unknown;
}

interface Scaler {
  readonly measures: (object: KubernetesObject) => readonly Measure[];
  /** Where its `behavior` is. */
  readonly at: readonly string[];
}

const scalers: Readonly<Record<string, Scaler>> = {
  'autoscaling/HorizontalPodAutoscaler': { measures: metrics, at: ['spec'] },
  'keda.sh/ScaledObject': {
    measures: triggers,
    at: ['spec', 'advanced', 'horizontalPodAutoscalerConfig'],
  },
};

/** Scalers that take another workload, go by less, or give the same load fewer pods. */
export function scalerChanges({ type, change, before, after }: Reviewed): Hazard[] {
  const scaler = scalers[type];
  if (scaler === undefined || change.kind !== 'changed' || before === undefined || after === undefined)
    return [];
  const [was, is] = [targetOf(type, before), targetOf(type, after)];
  const [old, now] = [scaler.measures(before), scaler.measures(after)];
  const canGrow = (object: KubernetesObject): boolean =>
    fieldsOf(object, ...scaler.at, 'behavior', 'scaleUp')['selectPolicy'] !== 'Disabled';
  const hasFallback = (object: KubernetesObject): boolean => 'fallback' in fieldsOf(object, 'spec');
  const tell =
    (rule: string) =>
    (message: string): Hazard => ({ severity: 'warning', rule, message, path: ['spec'] });
  return [
    ...[
      ...(was === is ? [] : [`scales ${is}, no longer ${was}`]),
      ...lost(old, now).map((name) => `no longer goes by ${name}`),
      ...(hasFallback(before) && !hasFallback(after)
        ? ['says no more how many pods there are while its triggers cannot be read (fallback)']
        : []),
    ].map(tell('scaling-bounds')),
    ...[
      ...raised(old, now),
      ...(canGrow(before) && !canGrow(after) ? ['adds no pods any more (scaleUp: Disabled)'] : []),
    ].map(tell('capacity-cut')),
  ];
}

function targetOf(type: string, object: KubernetesObject): string {
  const target = scaleTargetOf(type, object);
  return target === undefined ? 'nothing' : `${target.type} ${target.name}`;
}

/** Kubernetes 1.34, `staging/src/k8s.io/api/autoscaling/{v1,v2}/types.go`: `v1` goes by CPU only. */
function metrics(object: KubernetesObject): Measure[] {
  const unit = 'averageUtilization';
  const target = fieldsOf(object, 'spec')['targetCPUUtilizationPercentage'];
  const found = selectMaps(object, 'spec.metrics[]').map(({ value }) => {
    const source = selectMaps(value, '{}')[0]?.value ?? {};
    const name = textOf(source, 'name') ?? textOf(fieldsOf(source, 'metric'), 'name') ?? '';
    return measureOf(name, fieldsOf(source, 'target'), [unit, 'averageValue', 'value']);
  });
  return target === undefined ? found : [{ name: 'cpu', unit, target }, ...found];
}

/** KEDA 2.21, `pkg/scalers`: what one pod is to bear has other names in other triggers. */
function triggers(object: KubernetesObject): Measure[] {
  return selectMaps(object, 'spec.triggers[]').map(({ value }) =>
    measureOf(`the trigger ${textOf(value, 'type') ?? ''}`, fieldsOf(value, 'metadata'), [
      'value',
      'threshold',
      'lagThreshold',
      'queueLength',
    ]),
  );
}

function measureOf(name: string, fields: Fields, units: readonly string[]): Measure {
  const unit = units.find((each) => fields[each] !== undefined) ?? '';
  return { name, unit, target: fields[unit] };
}

/** Names that there were more of. */
function lost(before: readonly Measure[], after: readonly Measure[]): string[] {
  const now = Map.groupBy(after, ({ name }) => name);
  const old = Map.groupBy(before, ({ name }) => name);
  return [...old].filter(([name, all]) => all.length > (now.get(name)?.length ?? 0)).map(([name]) => name);
}

/** Of measures of one name, it is not known which became which. */
function raised(before: readonly Measure[], after: readonly Measure[]): string[] {
  return before.flatMap(({ name, unit, target }) => {
    const [now, ...others] = after.filter((each) => each.name === name && each.unit === unit);
    const isOnly = others.length === 0 && before.filter((each) => each.name === name).length === 1;
    const [was, is] = [target, now?.target].map((amount) => quantityOf(amount)?.nano);
    if (!isOnly || was === undefined || is === undefined || is <= was) return [];
    return [`${name} goes from ${shown(target)} to ${shown(now?.target)} (${unit}): fewer pods bear as much`];
  });
}
