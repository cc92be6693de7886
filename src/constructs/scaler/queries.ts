/**
 * PromQL of a workload's load, from the metrics that the Istio proxies and the kubelets export.
 *
 * A proxy that has seen no request exports no series of requests. So where nothing was counted, the answer is 0 only
 * if some proxy of the workload is read at all, else empty: a broken scrape must look like one, and not like a quiet
 * night in which replicas can go.
 */
import { MONITORING_NAMESPACE, PROXY_MONITOR } from '../conventions.ts';

/** Whose metrics: all pods of one workload, or those of one revision. */
export interface MetricScope {
  readonly namespace: string;
  /** Name of the Deployment, StatefulSet or Rollout. */
  readonly workload: string;
  /** Only pods whose names match this RE2 expression. Default: every pod of the workload. */
  readonly podPattern?: string;
}

/**
 * Requests per second that the workload answers, over the last minute: the shortest time with four readings of the
 * proxies, which are read every 15 s. A step in the load is seen as late as this is long.
 */
export function requestsPerSecond(scope: MetricScope): string {
  return `sum(rate(istio_requests_total{${istioLabels(scope)}}[1m])) or ${zeroIfRead(scope)}`;
}

/** A quantile (0 to 1) of the workload's response times in milliseconds; 0 while there is no traffic (NaN otherwise). */
export function latencyMilliseconds(scope: MetricScope, quantile = 0.95, window = '2m'): string {
  const buckets = `rate(istio_request_duration_milliseconds_bucket{${istioLabels(scope)}}[${window}])`;
  return `(histogram_quantile(${quantile}, sum by (le) (${buckets})) >= 0) or ${zeroIfRead(scope)}`;
}

/** Share of the workload's answers that are server errors, 0 to 1; 0 while there is no traffic. */
export function errorRatio(scope: MetricScope, window = '2m'): string {
  const labels = istioLabels(scope);
  const failed = `sum(rate(istio_requests_total{${labels},response_code=~"5.."}[${window}]))`;
  const all = `sum(rate(istio_requests_total{${labels}}[${window}]))`;
  return `((${failed} or vector(0)) / (${all} > 0)) or ${zeroIfRead(scope)}`;
}

/** Network traffic that the workload's pods receive, in Mbit/s; empty while there is no pod. */
export function networkMegabitsPerSecond(scope: MetricScope): string {
  return `sum(rate(container_network_receive_bytes_total{${podLabels(scope)}}[2m])) * 8 / 1000000`;
}

function zeroIfRead(scope: MetricScope): string {
  return `0 * sum(up{job="${MONITORING_NAMESPACE}/${PROXY_MONITOR}",${podLabels(scope)}} == 1)`;
}

function podLabels({ namespace, workload, podPattern = `${workload}-.+` }: MetricScope): string {
  return `namespace="${namespace}",pod=~"${podPattern}"`;
}

function istioLabels({ namespace, workload, podPattern }: MetricScope): string {
  const labels = [
    'reporter="destination"',
    `destination_workload_namespace="${namespace}"`,
    `destination_workload="${workload}"`,
  ];
  if (podPattern !== undefined) labels.push(`pod=~"${podPattern}"`);
  return labels.join(',');
}
