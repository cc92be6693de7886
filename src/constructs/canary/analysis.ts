import type { AnalysisTemplate } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import type { Canary as CanarySettings } from '../../model/settings.ts';
import { PROMETHEUS_ADDRESS } from '../conventions.ts';
import { errorRatio, latencyMilliseconds, type MetricScope } from '../scaler/queries.ts';

/** Argument of the templates: the pod template hash of the new version, which its pods carry in their names. */
export const CANARY_HASH = 'canary-hash';

/** One bad measurement is chance; the second aborts the release. */
const FAILURE_LIMIT = 1;

/** At least this many measurements at each weight, or two failures might not fit into it. */
export const MEASUREMENTS_PER_PAUSE = 3;

/**
 * AnalysisTemplates of a new version's error rate and latency, measured on its own pods only.
 *
 * A measurement is good when it is one number within the bound. While the new version gets no requests the queries
 * answer 0, which is good: a quiet night does not block a release. No answer, because its proxies are not read, is not
 * good, and neither is NaN.
 */
export function analysisTemplates(
  scope: Omit<MetricScope, 'podPattern'>,
  { maxErrorRatePercent, maxLatencyMilliseconds, pauseSeconds }: CanarySettings,
): AnalysisTemplate[] {
  const canary: MetricScope = { ...scope, podPattern: `${scope.workload}-{{args.${CANARY_HASH}}}-.+` };
  const template = (name: string, query: string, bound: number): AnalysisTemplate => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: `${scope.workload}-${name}` },
    spec: {
      args: [{ name: CANARY_HASH }],
      metrics: [
        {
          name,
          interval: `${intervalSeconds(pauseSeconds)}s`,
          // The first answers come from pods that were starting.
          initialDelay: `${intervalSeconds(pauseSeconds)}s`,
          successCondition: `len(result) == 1 && !isNaN(result[0]) && result[0] <= ${bound}`,
          failureLimit: FAILURE_LIMIT,
          provider: { prometheus: { address: PROMETHEUS_ADDRESS, query } },
        },
      ],
    },
  });
  return [
    template('error-rate', errorRatio(canary), maxErrorRatePercent / 100),
    template('latency', latencyMilliseconds(canary), maxLatencyMilliseconds),
  ];
}

/** Seconds between measurements: at most a minute. */
function intervalSeconds(pauseSeconds: number): number {
  return Math.min(60, Math.max(1, Math.floor(pauseSeconds / MEASUREMENTS_PER_PAUSE)));
}
