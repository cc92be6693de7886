/** Judges one thread's share of requests: see check.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadFacts } from '../../kubernetes/load.ts';
import { createValidator } from '../../schema/validator.ts';
import { ClusterJudge, preparePolicies } from '../check.ts';
import { received, type Task, type TaskAnswers } from './message.ts';
import { Pairs } from './pairs.ts';

const { minor, policies, clusters } = workerData as Task;
const facts = loadFacts(minor);
const validator = createValidator(facts);
const prepared = preparePolicies(policies.map(received), validator);
const pairs = new Pairs(prepared);
const answers = clusters.map(({ present, requests }) => {
  const judge = new ClusterJudge(prepared, present.map(received), { facts, validator });
  return requests.map(({ object, ...asked }) => {
    const answer = judge.judge({ manifest: received({ object, file: '' }), ...asked });
    return 'results' in answer ? { results: answer.results.map((result) => pairs.plain(result)) } : answer;
  });
});
parentPort?.postMessage({ pairs: pairs.known, clusters: answers } satisfies TaskAnswers, []);
