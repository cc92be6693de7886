import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { RefusedError } from '../../../src/policy/api-server/judge.ts';
import type { Suite } from '../../../src/policy/cases/case.ts';
import { compareJudges } from '../../../src/policy/cases/compare.ts';
import { objectMutants } from '../../../src/policy/cases/object-mutants.ts';
import { createOfflineJudge, UndecidedError } from '../../../src/policy/cases/offline.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';

const { suites, surroundings } = readSuites(checkout);
const facts = loadFacts();
const validator = createValidator(facts);

function suiteOf(name: string): Suite {
  const suite = suites.find(({ policy }) => policy === name);
  if (!suite) throw new Error(`the policy ${name} is expected`);
  return suite;
}

function changesTo(policy: string, name: string): string[] {
  const start = `${policy}, "${name}": `;
  return objectMutants([suiteOf(policy)], validator)
    .filter(({ change }) => change.startsWith(start))
    .map(({ change }) => change.slice(start.length));
}

test('a field that is read is removed, and gets other values, those of other objects too', () => {
  const changes = changesTo('bound-jobs', 'a job');
  const limits = changes.filter((change) => change.startsWith('spec.backoffLimit'));
  // Other cases of the policy ask what is left: without the field, and with 7.
  expect(limits).toEqual(['spec.backoffLimit = 0', 'spec.backoffLimit = 3', 'spec.backoffLimit = null']);
  expect(changes).toContain('spec.activeDeadlineSeconds = 0');
  expect(changesTo('bound-jobs', 'a job that replaces itself')).toContain('spec.timeZone removed');
  expect(changes.some((change) => change.startsWith('metadata.ownerReferences = [{'))).toBe(true);
});

test('what nobody reads, or what makes it another object, stays as it is', () => {
  const changes = changesTo('bound-jobs', 'a job');
  expect(
    changes.filter((change) => /^(kind|apiVersion|metadata|metadata\.name)\b [=r]/.test(change)),
  ).toEqual([]);
  expect(changes.filter((change) => change.startsWith('spec.template'))).toEqual([]);
});

test('the object before is changed as well, where the policy reads it', () => {
  const [deletion] = objectMutants([suiteOf('protect-data-from-deletion')], validator).filter(
    ({ request, change }) => request.operation === 'DELETE' && change.includes('plumbline.dev/deletion'),
  );
  expect(deletion?.request.object).toBeDefined();
  const updates = objectMutants([suiteOf('require-allocation-labels')], validator).filter(
    ({ request }) => request.operation === 'UPDATE',
  );
  expect(new Set(updates.map(({ request }) => request.oldObject?.metadata.labels)).size).toBeGreaterThan(1);
});

test('none is asked twice, none is invalid, and many are thinned out', () => {
  const all = objectMutants([suiteOf('require-tls')], validator);
  expect(new Set(all.map(({ request }) => JSON.stringify(request))).size).toBe(all.length);
  expect(all.flatMap(({ request }) => validator.validate(request.object).problems)).toEqual([]);
  const few = objectMutants([suiteOf('require-tls')], validator, 10);
  expect(few).toHaveLength(10);
  expect(all).toEqual(expect.arrayContaining(few));
});

test('the offline engine judges them, and leaves hardly any open', { timeout: 120_000 }, async () => {
  const mutants = objectMutants(suites, validator, 40);
  const offline = createOfflineJudge(suites, surroundings, facts, validator);
  const { judged, undecided } = await compareJudges(mutants, offline, async () => []);
  expect(judged).toBeGreaterThan(1000);
  expect(undecided.length / mutants.length).toBeLessThan(0.02);
});

test('two judges are compared by their messages', async () => {
  const [mutant] = objectMutants([suiteOf('bound-jobs')], validator, 1);
  if (!mutant) throw new Error('a mutant is expected');
  const says = (messages: readonly string[]) => async () => messages;
  const throws = (error: Error) => async (): Promise<never> => {
    throw error;
  };
  const isOpen = new UndecidedError('because');
  const isRefused = new RefusedError('because', { status: 422, text: '', warnings: [] });
  const { change } = mutant;
  const nothing = { judged: 0, denied: 0, undecided: [], refused: [], differences: [] };
  const same = await compareJudges([mutant], says(['b', 'a', 'a']), says(['a', 'b']));
  expect(same).toEqual({ ...nothing, judged: 1, denied: 1 });
  const other = await compareJudges([mutant], says([]), says(['a']));
  expect(other).toEqual({
    ...nothing,
    judged: 1,
    denied: 1,
    differences: [`${change}: offline [], API server ["a"]`],
  });
  const open = await compareJudges([mutant], throws(isOpen), says([]));
  expect(open).toEqual({ ...nothing, undecided: [`${change}: because`] });
  const refused = await compareJudges([mutant], throws(isOpen), throws(isRefused));
  expect(refused).toEqual({ ...nothing, refused: [`${change}: because`] });
  await expect(compareJudges([mutant], says([]), throws(new Error('because')))).rejects.toThrow('because');
});
