import type { AppContext } from './app.ts';
import { MONITORING_NAMESPACE } from './conventions.ts';

/**
 * Where the load forecast of a workload is read: at a server beside the Prometheus whose history it reads.
 *
 * No app here is that server. Where a cluster has none, the trigger fails and the scaler does without it: give it a
 * fallback, and other targets that it can go by. A formula says with `??` what it takes instead.
 *
 * @param workload default: the app's name
 */
export function predictor(
  context: AppContext,
  workload: string = context.app,
): { readonly url: string; readonly valueLocation: string } {
  const host = `scale-predictor.${MONITORING_NAMESPACE}.svc.cluster.local`;
  return {
    url: `http://${host}:8080/v1/workloads/${context.namespace}/${workload}/prediction`,
    valueLocation: 'requestsPerSecond',
  };
}
