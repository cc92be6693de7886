import { expect, test } from 'vitest';
import { Refusals } from '../../../src/cli/rehearse/refusals.ts';
import { ApiError } from '../../../src/cluster/api-error.ts';
import type { ApplicationState } from '../../../src/rehearse/stage.ts';

const waits = { rule: 'sync-running', message: 'a sync runs', waits: true };

function state(name: string, isDone: boolean): ApplicationState {
  const problems = isDone ? [] : [waits];
  return { name, sync: 'Synced', health: 'Healthy', isDone, problems };
}

function denied(status = 422): ApiError {
  const message = "ValidatingAdmissionPolicy 'sync' denied request: no";
  return new ApiError({ method: 'PATCH', path: '/a' }, status, JSON.stringify({ message }));
}

const refuse = async (): Promise<void> => {
  throw denied();
};

test('what is refused is not done, though it looks so, and says why before all else', async () => {
  const refusals = new Refusals();
  await refusals.ask('a', refuse);
  await refusals.ask('b', async () => undefined);
  const because = {
    rule: 'change-refused',
    message: expect.stringContaining('not by Argo CD either: PATCH /a: ValidatingAdmissionPolicy'),
    waits: false,
  };
  expect(refusals.among([state('a', true), state('b', true)])).toMatchObject([
    { name: 'a', isDone: false, problems: [because] },
    { name: 'b', isDone: true, problems: [] },
  ]);
  expect(refusals.among([state('a', false)])).toMatchObject([{ problems: [because, waits] }]);
});

test('an ApplicationSet, which has no state of its own, gets one as long as it is refused', async () => {
  const refusals = new Refusals();
  await refusals.ask('wave-2', refuse);
  await refusals.ask('wave-1', refuse);
  const names = refusals.among([state('a', true)]).map(({ name, isDone }) => [name, isDone]);
  expect(names).toEqual([
    ['a', true],
    ['wave-1', false],
    ['wave-2', false],
  ]);
});

test('it is asked again until the policy is another one', async () => {
  const refusals = new Refusals();
  let isForbidden = true;
  let asked = 0;
  await refusals.ask('a', async () => {
    asked += 1;
    if (isForbidden) throw denied();
  });
  await refusals.askAgain();
  expect(refusals.among([state('a', true)])).toMatchObject([{ isDone: false }]);
  isForbidden = false;
  await refusals.askAgain();
  await refusals.askAgain();
  expect(refusals.among([state('a', true)])).toEqual([state('a', true)]);
  expect(asked).toBe(3);
});

test('what has gone meanwhile need not be told, and a server that does not answer is no refusal', async () => {
  const refusals = new Refusals();
  await refusals.ask('a', async () => {
    throw denied(404);
  });
  expect(refusals.among([])).toEqual([]);
  const away = new Error('connect ECONNREFUSED');
  await expect(
    refusals.ask('b', async () => {
      throw away;
    }),
  ).rejects.toBe(away);
});
