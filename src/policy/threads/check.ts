/**
 * Policies and requests, judged by several threads:
 *
 *     check.ts     deals requests out, and puts the answers together in their order
 *     threads.ts   the threads, which read files too     thread.ts   one of them, and worker.ts on its side
 *     judge.ts, files.ts   what they do                  message.ts  what they tell each other
 *     pairs.ts     results as plain data, and back
 */
import type { LoadedManifest } from '../../manifest/read.ts';
import {
  type Answer,
  ClusterJudge,
  type ClusterRequests,
  checkPolicies,
  type PolicyCheckInput,
  type PreparedPolicies,
  preparePolicies,
  reportOf,
} from '../check.ts';
import type { PolicyReport } from '../results.ts';
import type { PlainManifest, Task, TaskAnswers } from './message.ts';
import { restored } from './pairs.ts';
import { type Threads, threadAt } from './threads.ts';

/** What `checkPolicies` says, judged by several threads. One of them is this one, which has all that it needs already. */
export async function checkPoliciesInThreads(
  input: PolicyCheckInput,
  threads: Threads,
): Promise<PolicyReport> {
  const count = threads.startFor(input.clusters.reduce((sum, { requests }) => sum + requests.length, 0));
  if (count === 1) return checkPolicies(input);
  const [own = [], ...others] = Array.from({ length: count }, (_, thread) => shareOf(input, thread, count));
  const judging = others.map(async (share, index) =>
    threads.judge(
      index + 1,
      taskOf(input, share, (manifest) => threads.nameOf(manifest, index + 1)),
    ),
  );
  const answers = input.clusters.map(({ requests }) => Array.from<Answer>({ length: requests.length }));
  const judgeOwn = async (): Promise<PreparedPolicies> => {
    const prepared = preparePolicies(input.policies, input.validator);
    judgeHere(input, own, prepared, answers);
    return prepared;
  };
  // Together, so that what fails here is what is told, and not that the others end with it.
  const [judged, prepared] = await Promise.all([Promise.all(judging), judgeOwn()]);
  for (const [index, found] of judged.entries())
    place(found, others[index] ?? [], input.clusters, prepared, answers);
  return reportOf(input, prepared, answers);
}

function judgeHere(
  input: PolicyCheckInput,
  share: Share,
  prepared: PreparedPolicies,
  answers: readonly Answer[][],
): void {
  for (const [cluster, { requests, present }] of input.clusters.entries()) {
    const judge = new ClusterJudge(prepared, present, input);
    for (const index of share[cluster] ?? []) {
      const [asked, ofCluster] = [requests[index], answers[cluster]];
      if (asked !== undefined && ofCluster !== undefined) ofCluster[index] = judge.judge(asked);
    }
  }
}

/** Of each cluster, the places of the requests that a thread judges. */
type Share = readonly (readonly number[])[];

function shareOf({ clusters }: PolicyCheckInput, thread: number, threads: number): Share {
  let before = 0;
  return clusters.map(({ requests }) => {
    const first = before;
    before += requests.length;
    return [...requests.keys()].filter((index) => threadAt(first + index, threads) === thread);
  });
}

function taskOf(
  { policies, clusters, facts }: PolicyCheckInput,
  share: Share,
  nameOf: (manifest: LoadedManifest) => LoadedManifest['object'] | number,
): Task {
  const readKinds = kindsReadBy(policies);
  return {
    minor: facts.minor,
    policies: policies.map(plain),
    clusters: clusters.map(({ requests, present }, cluster) => ({
      present: present.filter(({ object }) => readKinds.has(object.kind)).map(plain),
      requests: (share[cluster] ?? [])
        .flatMap((index) => requests[index] ?? [])
        .map(({ manifest, operation, old, caller }) => ({
          object: nameOf(manifest),
          operation,
          old,
          caller,
        })),
    })),
  };
}

/** Kinds of objects that judging other objects may need. */
function kindsReadBy(policies: readonly LoadedManifest[]): ReadonlySet<string> {
  const specs = policies.map(({ object }) => object['spec'] as { readonly paramKind?: { kind?: string } });
  const paramKinds = specs.flatMap((spec) => spec?.paramKind?.kind ?? []);
  return new Set(['Namespace', 'CustomResourceDefinition', ...paramKinds]);
}

function plain({ object, file }: LoadedManifest): PlainManifest {
  return { object, file };
}

function place(
  found: TaskAnswers,
  share: Share,
  clusters: readonly ClusterRequests[],
  prepared: PreparedPolicies,
  answers: Answer[][],
): void {
  const restore = restored(found, prepared);
  for (const [cluster, indexes] of share.entries()) {
    for (const [position, index] of indexes.entries()) {
      const answer = found.clusters[cluster]?.[position];
      const asked = clusters[cluster]?.requests[index];
      const ofCluster = answers[cluster];
      if (answer === undefined || asked === undefined || ofCluster === undefined)
        throw new RangeError(`no answer to request ${index} of cluster ${cluster}`);
      ofCluster[index] =
        'unreadable' in answer ? answer : { results: answer.results.map((result) => restore(asked, result)) };
    }
  }
}
