import { loadFacts } from '../../kubernetes/load.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { createValidator } from '../../schema/validator.ts';
import { ClusterJudge, preparePolicies } from '../check.ts';
import { type Task, type TaskAnswers, withoutPositions } from './message.ts';
import { Pairs } from './pairs.ts';

/**
 * Judges one thread's share of requests.
 *
 * @param objects that requests may give by their place
 */
export function judgeTask(
  { minor, policies, clusters }: Task,
  objects: readonly KubernetesObject[],
): TaskAnswers {
  const facts = loadFacts(minor);
  const validator = createValidator(facts);
  const prepared = preparePolicies(policies.map(withoutPositions), validator);
  const pairs = new Pairs(prepared);
  const answers = clusters.map(({ present, requests }) => {
    const judge = new ClusterJudge(prepared, present.map(withoutPositions), { facts, validator });
    return requests.map(({ object: given, ...asked }) => {
      const object = typeof given === 'number' ? objects[given] : given;
      if (object === undefined) throw new RangeError('a request is for an object that was not read here');
      const answer = judge.judge({ manifest: withoutPositions({ object, file: '' }), ...asked });
      return 'results' in answer ? { results: answer.results.map((result) => pairs.plain(result)) } : answer;
    });
  });
  return { pairs: pairs.known, clusters: answers };
}
