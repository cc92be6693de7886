import type { ClusterClient } from '../cluster/client.ts';
import { selects } from '../manifest/label-selector.ts';
import { isRecord } from '../manifest/object.ts';
import { InputError } from '../report/errors.ts';
import { onCluster } from './failures.ts';
import type { ApplicationState, Problem, UnhealthyObject } from './judge.ts';
import { creationFailure, podReasons } from './pod-reasons.ts';

/** Kinds that make pods, as `group/kind`, with the version that is asked for. */
const workloads: Readonly<Record<string, string>> = {
  'apps/DaemonSet': 'apps/v1',
  'apps/Deployment': 'apps/v1',
  'apps/StatefulSet': 'apps/v1',
  'argoproj.io/Rollout': 'argoproj.io/v1alpha1',
  'batch/Job': 'batch/v1',
};

/** At most so many reasons are told of a workload. */
const mostReasons = 3;

/**
 * Adds to the problems of workloads why their pods are not Ready, which Argo CD does not report.
 *
 * @param clientOf a client for a cluster, by the name that Applications have for it; `undefined` if there is none
 */
export async function explainByPods(
  states: readonly ApplicationState[],
  clientOf: (cluster: string) => ClusterClient | undefined,
): Promise<ApplicationState[]> {
  return Promise.all(
    states.map(async (state) => ({
      ...state,
      problems: await Promise.all(state.problems.map(async (problem) => explain(problem, clientOf))),
    })),
  );
}

async function explain(
  problem: Problem,
  clientOf: (cluster: string) => ClusterClient | undefined,
): Promise<Problem> {
  const { object } = problem;
  const client = object && clientOf(object.cluster);
  if (!client) return problem;
  const reasons = await reasonsOf(client, object);
  return reasons.length === 0
    ? problem
    : { ...problem, message: `${problem.message}; ${reasons.join('; ')}` };
}

/** What cannot be asked is told in place of the reasons: the problem itself is known. */
async function reasonsOf(client: ClusterClient, object: UnhealthyObject): Promise<string[]> {
  const { group = '', kind, name, namespace } = object;
  const apiVersion = workloads[`${group}/${kind}`];
  if (apiVersion === undefined) return [];
  try {
    return await onCluster(object.cluster, async () => {
      const workload = await client.get({ apiVersion, kind, name, namespace });
      const spec = workload?.['spec'];
      if (!workload || !isRecord(spec) || !isRecord(spec['selector'])) return [];
      const { selector } = spec;
      const pods = (await client.list('v1', 'Pod', namespace)).filter(({ metadata }) =>
        selects(selector, metadata.labels ?? {}),
      );
      const reasons = podReasons(pods).slice(0, mostReasons);
      if (pods.length > 0) return reasons;
      return [creationFailure(workload, await client.list('v1', 'Event', namespace)) ?? 'it has no pods'];
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [`its pods cannot be read: ${error.message}`];
  }
}
