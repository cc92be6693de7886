import { ApiError } from '../cluster/api-error.ts';
import { InputError } from '../report/errors.ts';

/** A finding that says why a cluster cannot be deployed to. */
export function blocked(rule: string, message: string, next: string, cause?: unknown): InputError {
  return new InputError([{ severity: 'unjudged', rule, message, next }], { cause });
}

/**
 * Runs `work` on a cluster; what the cluster answers instead of success is told with what to do about it.
 *
 * @param cluster what messages call it
 * @throws InputError
 */
export async function onCluster<T>(cluster: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw clusterFailure(cluster, error);
  }
}

/** Errors of programming, and those that say themselves what to do, are passed on. */
function clusterFailure(cluster: string, error: unknown): unknown {
  if (error instanceof ApiError) return refusal(cluster, error);
  const isAway =
    error instanceof Error &&
    !(error instanceof TypeError) &&
    ('code' in error || /did not answer/.test(error.message));
  if (!isAway) return error;
  const next = 'see whether the cluster runs, and whether the context of the kubeconfig names its address';
  return blocked('cluster-unreachable', `${cluster} cannot be reached: ${error.message}`, next, error);
}

function refusal(cluster: string, error: ApiError): InputError {
  const message = `${cluster} refuses: ${error.message}`;
  if (error.status === 401)
    return blocked('cluster-forbidden', message, 'renew the credentials of the context', error);
  if (error.status === 403) {
    const next = 'use a context whose user may administer the cluster; deploying grants rights to Argo CD';
    return blocked('cluster-forbidden', message, next, error);
  }
  return blocked('cluster-refused', message, 'correct what it names, and deploy again', error);
}
