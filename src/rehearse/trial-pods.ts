import { ApiError } from '../cluster/api-error.ts';
import { hasCondition } from '../cluster/conditions.ts';
import type { Connection } from '../cluster/connection.ts';
import { oneLine } from '../cluster/one-line.ts';
import { NoAnswerError, PatientClient } from '../cluster/patient-client.ts';
import { podsOf } from '../kubernetes/pods.ts';
import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import { fieldsOf, selectMaps } from '../manifest/select.ts';
import { compareText } from '../report/sort.ts';
import { keyOf, nameOf, type Seen } from './timeline.ts';

/** A workload of whose template no pod would be let in now. */
export interface Trial {
  readonly cluster: string;
  /** As messages name it. */
  readonly workload: string;
  /** The API server's words, without the name of the pod. */
  readonly message: string;
  /** They are no judgement of the pod: whether one would be let in is not known. */
  readonly isUnjudged?: true;
}

/** What is asked of a lab's cluster. */
interface Asked {
  readonly client: { readonly connection: Pick<Connection, 'send'> };
}

/**
 * Asks the API servers, as dry runs, for one more pod of each workload that git has, and returns those that were refused,
 * or not answered so that anything is known of the pod.
 * What only a full quota refuses is left out: a pod more than there are may be one too many by right.
 *
 * @param seen what the clusters have
 * @param desired what git gives them
 */
export async function refusedPods(
  clusters: ReadonlyMap<string, Asked>,
  seen: readonly Seen[],
  desired: readonly Seen[],
): Promise<Trial[]> {
  const wanted = new Set(desired.map(keyOf));
  const workloads = Map.groupBy(
    seen.filter((each) => wanted.has(keyOf(each))),
    ({ cluster }) => cluster,
  );
  const trials = await Promise.all(
    [...workloads].map(async ([cluster, own]) => {
      const asked = clusters.get(cluster);
      if (asked === undefined) throw new Error(`the lab has no cluster ${cluster}`);
      const client = new PatientClient(asked.client.connection);
      return Promise.all(
        own.map(async ({ object }) => {
          const pod = podFor(object);
          const refusal = pod && (await refusalOf(client, pod));
          return refusal === undefined ? [] : [{ cluster, workload: nameOf(object), ...refusal }];
        }),
      );
    }),
  );
  return trials
    .flat(2)
    .sort((a, b) => compareText(a.cluster, b.cluster) || compareText(a.workload, b.workload));
}

/** The next pod that a controller would make; `undefined` of what makes none. */
function podFor(workload: KubernetesObject): KubernetesObject | undefined {
  const { apiVersion, kind, metadata } = workload;
  const { name = '', namespace = '' } = metadata;
  const pods = podsOf(typeOf(groupOf(apiVersion), kind), workload);
  if (pods === undefined || kind === 'Pod' || kind === 'PodTemplate' || isOver(workload)) return undefined;
  const { labels, annotations, spec } = pods;
  // Policies leave pods of controllers to the judgement of their workloads.
  const owner = { apiVersion, kind, name, uid: metadata['uid'], controller: true };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: labels as Record<string, string>,
      annotations: annotations as Record<string, string>,
      ownerReferences: [owner],
    },
    spec: { ...spec, volumes: [...volumesOf(spec), ...claimedVolumes(workload)] },
  };
}

/** A Job that has ended makes no more pods, and what only it needed may be gone by right. */
function isOver(workload: KubernetesObject): boolean {
  return workload.kind === 'Job' && ['Complete', 'Failed'].some((type) => hasCondition(workload, type));
}

function volumesOf(spec: Readonly<Record<string, unknown>>): unknown[] {
  return selectMaps(spec, 'volumes[]').map(({ value }) => value);
}

/** StatefulSets give each pod the volumes of its own claims. */
function claimedVolumes(workload: KubernetesObject): unknown[] {
  return selectMaps(workload, 'spec.volumeClaimTemplates[]').map(({ value }) => {
    const { name } = fieldsOf(value, 'metadata');
    const claimName = `${String(name)}-${workload.metadata.name}-0`;
    return { name, persistentVolumeClaim: { claimName } };
  });
}

/** Bad requests, forbidden, too large and invalid objects. */
const refusals: ReadonlySet<number> = new Set([400, 403, 413, 422]);

/**
 * Webhooks refuse with a status of their choice, and with 500 if they fail closed: `webhook/errors/statuserror.go` and
 * `webhook/validating/dispatcher.go` of Kubernetes 1.34, in `apiserver/pkg/admission/plugin`.
 */
const ofWebhook = /admission webhook ".*" denied the request|failed calling webhook/;
/** It says nothing of the pods that are created in earnest. */
const ofDryRun = /does not support dry run/;

/** Quotas are told of where they are met. */
const ofQuota = /exceeded quota|status unknown for quota/;

type Refusal = Pick<Trial, 'message' | 'isUnjudged'>;

async function refusalOf(client: PatientClient, pod: KubernetesObject): Promise<Refusal | undefined> {
  const namespace = encodeURIComponent(pod.metadata.namespace ?? '');
  try {
    await client.request({
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
      body: pod,
    });
    return undefined;
  } catch (error) {
    if (error instanceof NoAnswerError) return { message: oneLine(error.message), isUnjudged: true };
    if (!(error instanceof ApiError)) throw error;
    const message = wordsOf(error);
    if (ofQuota.test(message)) return undefined;
    if (ofWebhook.test(message)) return { message };
    // Without its namespace it is not there either.
    if (error.status === 404) return undefined;
    const isJudged = refusals.has(error.status) && !ofDryRun.test(message);
    return isJudged ? { message } : { message, isUnjudged: true };
  }
}

/** Names of pods are random. */
function wordsOf({ message }: ApiError): string {
  return oneLine(message)
    .replace(/^POST \S+: /, '')
    .replace(/ \(\d+\)$/, '')
    .replace(/^pods? "[^"]*" is (?:forbidden|invalid): /i, '');
}
