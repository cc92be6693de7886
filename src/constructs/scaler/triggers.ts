import type { Scaling } from '../../model/scaling.ts';
import { PROMETHEUS_ADDRESS } from '../conventions.ts';
import {
  latencyMilliseconds,
  type MetricScope,
  networkMegabitsPerSecond,
  requestsPerSecond,
} from './queries.ts';

/** Where the numbers come from that `settings.scaling` sets targets for. */
export interface ScalerBindings {
  /** The SQS queue of `queueLengthPerPod`. */
  readonly queue?: {
    readonly url: string;
    readonly region: string;
    /** Role that KEDA assumes to read the queue's length. Default: KEDA's own identity. */
    readonly roleArn?: string;
  };
  /** What answers `predictedRequestsPerSecondPerPod`: the JSON document at `url`, and the path of the number in it. */
  readonly predictor?: { readonly url: string; readonly valueLocation: string };
  /** Default: the cluster's own Prometheus. */
  readonly prometheusAddress?: string;
  /** Replaces the queries over Istio's and the kubelet's metrics, for workloads that measure themselves better. */
  readonly queries?: {
    readonly requestsPerSecond?: string;
    readonly latencyMilliseconds?: string;
    readonly networkMegabitsPerSecond?: string;
  };
}

/** One trigger of a ScaledObject, as KEDA reads it: metadata values are strings. */
export interface Trigger {
  readonly type: 'cpu' | 'memory' | 'prometheus' | 'aws-sqs-queue' | 'metrics-api' | 'cron';
  /** Name by which `formula` knows it; resource triggers cannot take part. */
  readonly name?: string;
  readonly metricType?: 'Utilization' | 'AverageValue' | 'Value';
  readonly metadata: Readonly<Record<string, string>>;
  readonly authenticationRef?: { readonly name: string };
}

export interface TriggerScope extends MetricScope {
  /** The container whose CPU and memory count; sidecars have requests of their own. */
  readonly container: string;
  /** Name of the TriggerAuthentication of the queue. */
  readonly authentication: string;
}

/** One trigger for every target of the settings, in a fixed order. */
export function triggersOf(scaling: Scaling, bindings: ScalerBindings, scope: TriggerScope): Trigger[] {
  return [
    ...resourceTriggers(scaling, scope),
    ...prometheusTriggers(scaling, bindings, scope),
    ...queueTriggers(scaling, bindings, scope),
    ...predictionTriggers(scaling, bindings),
    ...scheduleTriggers(scaling),
  ];
}

/** How a schedule is called in a formula: dashes would be subtractions there. */
function formulaName(schedule: string): string {
  return schedule.replaceAll('-', '_');
}

/**
 * `containerName` makes the HPA read the container's use, not the pod's, so that an idle sidecar does not dilute it.
 */
function resourceTriggers({ cpuPercent, memoryPercent }: Scaling, { container }: TriggerScope): Trigger[] {
  const trigger = (type: 'cpu' | 'memory', percent: number | undefined): Trigger[] =>
    percent === undefined
      ? []
      : [{ type, metricType: 'Utilization', metadata: { containerName: container, value: String(percent) } }];
  return [...trigger('cpu', cpuPercent), ...trigger('memory', memoryPercent)];
}

function prometheusTriggers(scaling: Scaling, bindings: ScalerBindings, scope: TriggerScope): Trigger[] {
  const serverAddress = bindings.prometheusAddress ?? PROMETHEUS_ADDRESS;
  const trigger = (
    name: string,
    threshold: number | undefined,
    query: string,
    metricType: 'AverageValue' | 'Value' = 'AverageValue',
  ): Trigger[] =>
    threshold === undefined
      ? []
      : [
          {
            type: 'prometheus',
            name,
            metricType,
            metadata: {
              serverAddress,
              query,
              threshold: String(threshold),
              activationThreshold: '0',
              // An empty answer is a failure (queries.ts), not an idle workload.
              ignoreNullValues: 'false',
            },
          },
        ];
  const queries = bindings.queries ?? {};
  return [
    ...trigger(
      'requests',
      scaling.requestsPerSecondPerPod,
      queries.requestsPerSecond ?? requestsPerSecond(scope),
    ),
    // A latency is not shared out among pods: `Value` multiplies the replicas by latency over target.
    ...trigger(
      'latency',
      scaling.latencyMilliseconds,
      queries.latencyMilliseconds ?? latencyMilliseconds(scope),
      'Value',
    ),
    ...trigger(
      'network',
      scaling.networkMegabitsPerSecondPerPod,
      queries.networkMegabitsPerSecond ?? networkMegabitsPerSecond(scope),
    ),
  ];
}

/** Messages being worked on count too (`scaleOnInFlight`), or the pods working on them would be removed. */
function queueTriggers(
  { queueLengthPerPod }: Scaling,
  { queue }: ScalerBindings,
  scope: TriggerScope,
): Trigger[] {
  if (queueLengthPerPod === undefined || !queue) return [];
  return [
    {
      type: 'aws-sqs-queue',
      name: 'queue',
      metricType: 'AverageValue',
      metadata: {
        queueURL: queue.url,
        awsRegion: queue.region,
        queueLength: String(queueLengthPerPod),
        activationQueueLength: '0',
        scaleOnInFlight: 'true',
      },
      authenticationRef: { name: scope.authentication },
    },
  ];
}

function predictionTriggers(scaling: Scaling, { predictor }: ScalerBindings): Trigger[] {
  if (scaling.predictedRequestsPerSecondPerPod === undefined || !predictor) return [];
  return [
    {
      type: 'metrics-api',
      name: 'predicted',
      metricType: 'AverageValue',
      metadata: {
        url: predictor.url,
        valueLocation: predictor.valueLocation,
        targetValue: String(scaling.predictedRequestsPerSecondPerPod),
        activationTargetValue: '0',
      },
    },
  ];
}

function scheduleTriggers({ schedules = {} }: Scaling): Trigger[] {
  return Object.entries(schedules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { timezone, start, end, replicas }]) => ({
      type: 'cron',
      name: formulaName(name),
      metricType: 'AverageValue',
      metadata: { timezone, start, end, desiredReplicas: String(replicas) },
    }));
}
