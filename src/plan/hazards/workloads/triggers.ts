import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { compareText } from '../../../report/sort.ts';

/** What a scaler goes by, and how much of it one pod is to bear. */
export interface Measure {
  readonly name: string;
  /** What it measures, where several have one name. */
  readonly of?: string;
  readonly unit: string;
  readonly target: unknown;
  /** Of pods, so that less is worse. */
  readonly isCount?: boolean;
  /** Only from what on there are any. */
  readonly isStart?: boolean;
  /** How the target is meant. */
  readonly metricType?: string;
  /** With whose rights it is asked for. */
  readonly authentication?: Authentication | undefined;
}

export interface Authentication {
  /** `keda.sh/TriggerAuthentication`. */
  readonly type: string;
  readonly name: string;
}

/** KEDA 2.21, `pkg/scalers`: what one pod is to bear has other names in other triggers. */
const loads = [
  'value',
  'threshold',
  'thresholdValue',
  'targetValue',
  'targetMetricValue',
  'targetQueryValue',
  'queryValue',
  'lagThreshold',
  'msgBacklogThreshold',
  'unprocessedEventThreshold',
  'queueLength',
  'queueDepth',
  'targetQueueSize',
  'targetPipelinesQueueLength',
  'targetWorkflowQueueLength',
  'listLength',
  'streamLength',
  'pendingEntriesCount',
  'lagCount',
  'messageCount',
  'shardCount',
  'blobCount',
  'subscriptionSize',
];

/** How many pods there are, whatever the load: the fewer, the worse. */
const counts = ['desiredReplicas'];

/** What is only a name, or how amounts are meant: older versions had it there. */
const labels: ReadonlySet<string> = new Set(['metricName', 'type']);

/** From what on there are any pods at all. */
const starts = /^activation[A-Z]/;

/** What a ScaledObject or ScaledJob goes by, with the formula that makes one measure of several. */
export function triggersOf(object: KubernetesObject): Measure[] {
  const { formula, target } = fieldsOf(object, 'spec', 'advanced', 'scalingModifiers');
  const found = selectMaps(object, 'spec.triggers[]').flatMap(({ value }) => measuresOf(value));
  return formula === undefined
    ? found
    : [...found, { name: 'the formula (scalingModifiers)', unit: 'target', target }];
}

function measuresOf(trigger: Fields): Measure[] {
  const metadata = fieldsOf(trigger, 'metadata');
  const name = `the trigger ${textOf(trigger, 'type') ?? ''}`;
  const isAmount = (field: string): boolean =>
    loads.includes(field) || counts.includes(field) || starts.test(field) || labels.has(field);
  const of = JSON.stringify(
    Object.entries(metadata)
      .filter(([field]) => !isAmount(field))
      .map(([field, value]) => [field, shown(value).replace(/\s+/g, ' ').trim()])
      .sort(([one = ''], [other = '']) => compareText(one, other)),
  );
  const unit = loads.find((field) => field in metadata) ?? counts.find((field) => field in metadata) ?? '';
  const isCount = counts.includes(unit);
  // Older versions of KEDA had that of cpu and memory beside the amount.
  const metricType = textOf(trigger, 'metricType') ?? textOf(metadata, 'type') ?? 'AverageValue';
  const authentication = authenticationOf(trigger);
  return [
    { name, of, unit, target: metadata[unit], isCount, metricType, authentication },
    ...Object.keys(metadata)
      .filter((field) => starts.test(field))
      .map((field) => ({ name, of, unit: field, target: metadata[field], isStart: true })),
  ];
}

function authenticationOf(trigger: Fields): Authentication | undefined {
  const reference = fieldsOf(trigger, 'authenticationRef');
  const name = textOf(reference, 'name');
  return name === undefined
    ? undefined
    : { type: `keda.sh/${textOf(reference, 'kind') ?? 'TriggerAuthentication'}`, name };
}
