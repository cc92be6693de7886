/**
 * Policies and requests, judged by several threads:
 *
 *     check.ts     deals requests out, and puts the answers together in their order
 *     worker.ts    one thread
 *     message.ts   what they tell each other     pairs.ts   results as plain data, and back
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
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

/** A thread has to load schemas and policies first. With fewer requests than these for each, one thread is done sooner. */
const worthwhileRequests = 2000;

/** Requests that go to one thread together: objects of one kind stand together, and some kinds cost more. */
const batchSize = 64;

/** How many threads are best for so many requests. */
export function threadsFor({ clusters }: Pick<PolicyCheckInput, 'clusters'>): number {
  const count = clusters.reduce((sum, { requests }) => sum + requests.length, 0);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(count / worthwhileRequests)));
}

/**
 * What `checkPolicies` says, judged by several threads. One of them is this one, which has all that it needs already.
 *
 * @param threads default: as many as are worth it
 */
export async function checkPoliciesInThreads(
  input: PolicyCheckInput,
  threads: number = threadsFor(input),
): Promise<PolicyReport> {
  if (threads === 1) return checkPolicies(input);
  const own = shareOf(input, 0, threads);
  const others = Array.from({ length: threads - 1 }, (_, index) => shareOf(input, index + 1, threads));
  const working = others.map(async (share) => run(taskOf(input, share)));
  const prepared = preparePolicies(input.policies, input.validator);
  const answers = input.clusters.map(({ requests }) => Array.from<Answer>({ length: requests.length }));
  judgeHere(input, own, prepared, answers);
  for (const [index, found] of (await Promise.all(working)).entries())
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
    return [...requests.keys()].filter(
      (index) => Math.floor((first + index) / batchSize) % threads === thread,
    );
  });
}

function taskOf({ policies, clusters, facts }: PolicyCheckInput, share: Share): Task {
  const readKinds = kindsReadBy(policies);
  return {
    minor: facts.minor,
    policies: policies.map(plain),
    clusters: clusters.map(({ requests, present }, cluster) => ({
      present: present.filter(({ object }) => readKinds.has(object.kind)).map(plain),
      requests: (share[cluster] ?? [])
        .flatMap((index) => requests[index] ?? [])
        .map(({ manifest, operation, old, caller }) => ({ object: manifest.object, operation, old, caller })),
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

async function run(task: Task): Promise<TaskAnswers> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread that judges ended with ${code} and no answer`)));
  });
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
