import type { AppContext } from './app.ts';
import { MONITORING_NAMESPACE } from './conventions.ts';

/**
 * Where the load forecast of a workload is read: `plumb scale serve`, beside the Prometheus whose history it reads.
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
