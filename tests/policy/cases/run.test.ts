import { expect, test } from 'vitest';
import type { PolicyCase, Suite } from '../../../src/policy/cases/case.ts';
import { runCases } from '../../../src/policy/cases/run.ts';

function suiteOf(denied: readonly string[]): Suite {
  const each: PolicyCase = {
    name: 'a tag',
    location: { file: 'cases.yaml', line: 2, column: 11 },
    denied,
    request: {
      policy: 'pin',
      operation: 'CREATE',
      object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } },
      groups: [],
      dryRun: true,
    },
  };
  return { policy: 'pin', manifests: [], cases: [each] };
}

test('says nothing of cases that hold, in whatever order the messages come', async () => {
  expect(await runCases([suiteOf(['b', 'a']), suiteOf([])], async () => ['a', 'b'])).toMatchObject([
    { message: '"a tag" is denied with: a' },
    { message: '"a tag" is denied with: b' },
  ]);
  expect(await runCases([suiteOf(['b', 'a'])], async () => ['a', 'b'])).toEqual([]);
});

test('tells what is missing', async () => {
  expect(await runCases([suiteOf(['a'])], async () => [])).toEqual([
    {
      severity: 'error',
      rule: 'policy-case',
      message: '"a tag" is not denied with: a',
      location: { file: 'cases.yaml', line: 2, column: 11 },
      subject: 'pin',
    },
  ]);
});

test('tells what could not be judged', async () => {
  const judge = async (): Promise<never> => Promise.reject(new Error('no such kind'));
  expect(await runCases([suiteOf([])], judge)).toMatchObject([
    { severity: 'unjudged', message: '"a tag" cannot be judged: no such kind' },
  ]);
});
