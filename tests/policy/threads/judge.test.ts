import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { ClusterJudge, preparePolicies } from '../../../src/policy/check.ts';
import { judgeTask } from '../../../src/policy/threads/judge.ts';
import type { PlainAnswer } from '../../../src/policy/threads/message.ts';
import { restored } from '../../../src/policy/threads/pairs.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { policies, requests, standing } from '../parity.ts';

const facts = loadFacts();
const validator = createValidator(facts);
const prepared = preparePolicies(policies, validator);
const asked = requests.map(({ operation, manifest, old }) => ({ operation, manifest, old: old?.object }));
const plain = ({ object, file }: (typeof policies)[number]) => ({ object, file });
const task = {
  minor: facts.minor,
  policies: policies.map(plain),
  clusters: [
    {
      present: standing.map(plain),
      requests: asked.map(({ manifest, operation, old }) => ({
        object: manifest.object,
        operation,
        old,
        caller: undefined,
      })),
    },
  ],
};

test('what is judged elsewhere is, once it was sent and restored, what is judged here', () => {
  const judge = new ClusterJudge(prepared, standing, { facts, validator });
  const here = asked.map((request) => judge.judge(request));
  const found = structuredClone(judgeTask(task, []));
  const restore = restored(found, prepared);
  const there = found.clusters[0]?.map((answer: PlainAnswer, index) => {
    const request = asked[index];
    if ('unreadable' in answer || request === undefined) return answer;
    return { results: answer.results.map((result) => restore(request, result)) };
  });
  expect(there).toEqual(here);
  expect(
    new Set(
      here.flatMap((answer) => ('results' in answer ? answer.results : [])).map((each) => each.verdict),
    ),
  ).toEqual(new Set(['allowed', 'denied', 'skipped', 'undecided', 'warned']));
});

test('a permission with nothing to add is sent as a number', () => {
  const [answers = []] = judgeTask(task, []).clusters;
  const results = answers.flatMap((answer) => ('results' in answer ? answer.results : []));
  const [bare, detailed] = [
    results.filter((each) => typeof each === 'number'),
    results.filter((each) => typeof each === 'object'),
  ];
  expect(bare).not.toEqual([]);
  for (const { verdict, why, param, ignored, auditAnnotations } of detailed)
    if (verdict === 'allowed')
      expect({ why, param, ignored, auditAnnotations }).not.toEqual({
        why: undefined,
        param: '',
        ignored: [],
        auditAnnotations: {},
      });
});

test('requests may be for objects that were read before, by their place', () => {
  const [cluster] = task.clusters;
  const numbered = cluster?.requests.map((request, index) => ({ ...request, object: index })) ?? [];
  const clusters = [{ present: cluster?.present ?? [], requests: numbered }];
  const objects = asked.map(({ manifest }) => manifest.object);
  expect(judgeTask({ ...task, clusters }, objects)).toEqual(judgeTask(task, []));
  expect(() => judgeTask({ ...task, clusters }, [])).toThrow('not read here');
});

test('results of policies that are not there are no results', () => {
  expect(() => restored({ pairs: [[1000, -1]], clusters: [] }, prepared)).toThrow('no policy 1000');
  const [request] = asked;
  const restore = restored({ pairs: [], clusters: [] }, prepared);
  expect(() => request && restore(request, 0)).toThrow('no pair 0');
});
