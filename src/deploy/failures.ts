import { ApiError } from '../cluster/api-error.ts';
import { type InputError, unusable } from '../report/errors.ts';

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
  return unusable('cluster-unreachable', `${cluster} cannot be reached: ${error.message}`, next, error);
}

function refusal(cluster: string, error: ApiError): InputError {
  const message = `${cluster} refuses: ${error.message}`;
  if (error.status === 401)
    return unusable('cluster-forbidden', message, 'renew the credentials of the context', error);
  if (error.status === 403) {
    const next = 'use a context whose user may administer the cluster; deploying grants rights to Argo CD';
    return unusable('cluster-forbidden', message, next, error);
  }
  return unusable('cluster-refused', message, 'correct what it names, and deploy again', error);
}
