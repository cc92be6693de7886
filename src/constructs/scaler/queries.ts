/** PromQL of a workload's load, from the metrics that the Istio proxies and the kubelets export. */

/** Whose metrics: all pods of one workload, or those of one revision. */
export interface MetricScope {
  readonly namespace: string;
  /** Name of the Deployment, StatefulSet or Rollout. */
  readonly workload: string;
  /** Only pods whose names match this RE2 expression. Default: every pod of the workload. */
  readonly podPattern?: string;
}

/**
 * Requests per second that the workload answers. No series means no traffic, so the answer is 0 and never empty; an
 * empty answer then always means that Prometheus could not be asked.
 */
export function requestsPerSecond(scope: MetricScope, window = '2m'): string {
  return `sum(rate(istio_requests_total{${istioLabels(scope)}}[${window}])) or vector(0)`;
}

/** A quantile (0 to 1) of the workload's response times in milliseconds; 0 while there is no traffic (NaN otherwise). */
export function latencyMilliseconds(scope: MetricScope, quantile = 0.95, window = '2m'): string {
  const buckets = `rate(istio_request_duration_milliseconds_bucket{${istioLabels(scope)}}[${window}])`;
  return `(histogram_quantile(${quantile}, sum by (le) (${buckets})) >= 0) or vector(0)`;
}

/** Share of the workload's answers that are server errors, 0 to 1; 0 while there is no traffic. */
export function errorRatio(scope: MetricScope, window = '2m'): string {
  const labels = istioLabels(scope);
  const failed = `sum(rate(istio_requests_total{${labels},response_code=~"5.."}[${window}]))`;
  const all = `sum(rate(istio_requests_total{${labels}}[${window}]))`;
  return `((${failed} or vector(0)) / (${all} > 0)) or vector(0)`;
}

/** Network traffic that the workload's pods receive, in Mbit/s. */
export function networkMegabitsPerSecond({ namespace, workload, podPattern }: MetricScope): string {
  const pods = podPattern ?? `${workload}-.+`;
  const bytes = `rate(container_network_receive_bytes_total{namespace="${namespace}",pod=~"${pods}"}[2m])`;
  return `sum(${bytes}) * 8 / 1000000 or vector(0)`;
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
