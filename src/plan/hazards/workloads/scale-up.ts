import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';

/** Where scalers have the `behavior` of an autoscaler. */
const places: Readonly<Record<string, readonly string[]>> = {
  'autoscaling/HorizontalPodAutoscaler': ['spec', 'behavior', 'scaleUp'],
  'keda.sh/ScaledObject': ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior', 'scaleUp'],
};

/** How many pods, or which share of them, may be added in how long. */
interface Step {
  readonly type: string;
  readonly value: number;
  readonly seconds: number;
}

/** Kubernetes 1.34, `pkg/apis/autoscaling/v2/defaults.go`. */
const usual: readonly Step[] = [
  { type: 'Pods', value: 4, seconds: 15 },
  { type: 'Percent', value: 100, seconds: 15 },
];

/** Scalers that add pods more slowly. */
export function slowerSteps({ type, before, after }: Reviewed): Hazard[] {
  const path = places[type];
  if (path === undefined || before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map((object) => stepsOf(object, path)) as [
    readonly Step[],
    readonly Step[],
  ];
  const [chosen, choice] = [before, after].map((object) => fieldsOf(object, ...path)['selectPolicy']);
  // What adds none has no speed. That it adds none any more is told of scalers as such.
  if (chosen === 'Disabled' || choice === 'Disabled') return [];
  const [slowest, isSlowest] = [chosen === 'Min', choice === 'Min'];
  const tell = (message: string): Hazard[] => [{ severity: 'warning', rule: 'capacity-cut', message, path }];
  if (isSlowest && !slowest && is.length > 1)
    return tell('adds pods by the slowest of its policies (selectPolicy: Min)');
  if (isSlowest || slowest) return [];
  const rates = ['Pods', 'Percent'].map((each) => [rateOf(was, each), rateOf(is, each)] as const);
  const isSlower = rates.some(([old, now]) => now < old) && rates.every(([old, now]) => now <= old);
  return isSlower ? tell(`adds fewer pods at once: ${textOfSteps(is)}, not ${textOfSteps(was)}`) : [];
}

function stepsOf(object: KubernetesObject, path: readonly string[]): readonly Step[] {
  const found = selectMaps(fieldsOf(object, ...path), 'policies[]').map(({ value }) => ({
    type: textOf(value, 'type') ?? '',
    value: numberOf(value['value']),
    seconds: numberOf(value['periodSeconds']),
  }));
  return found.length === 0 ? usual : found;
}

/** Of several, the fastest counts. */
function rateOf(steps: readonly Step[], type: string): number {
  return steps.reduce(
    (fastest, step) => (step.type === type ? Math.max(fastest, step.value / step.seconds) : fastest),
    0,
  );
}

function textOfSteps(steps: readonly Step[]): string {
  return steps
    .map(({ type, value, seconds }) => `${value}${type === 'Percent' ? ' %' : ''} in ${seconds} s`)
    .join(' or ');
}
