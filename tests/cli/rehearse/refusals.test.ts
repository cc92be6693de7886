import { expect, test } from 'vitest';
import { Refusals } from '../../../src/cli/rehearse/refusals.ts';
import { ApiError } from '../../../src/cluster/api-error.ts';
import { applicationNamed, type Refreshable } from '../../../src/deploy/snapshot.ts';
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

const application = applicationNamed;

function set(name: string): Refreshable {
  return { kind: 'ApplicationSet', name };
}

const refuse = async (): Promise<void> => {
  throw denied();
};

test('what is refused is not done, though it looks so, and says why before all else', async () => {
  const refusals = new Refusals();
  await refusals.ask(application('a'), refuse);
  await refusals.ask(application('b'), async () => undefined);
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
  await refusals.ask(set('wave-2'), refuse);
  await refusals.ask(set('wave-1'), refuse);
  const names = refusals.among([state('a', true)]).map(({ name, isDone }) => [name, isDone]);
  expect(names).toEqual([
    ['a', true],
    ['wave-1', false],
    ['wave-2', false],
  ]);
});

test('an ApplicationSet that is called as an Application is not taken for it', async () => {
  const refusals = new Refusals();
  await refusals.ask(set('a'), refuse);
  await refusals.ask(application('a'), async () => undefined);
  expect(refusals.among([state('a', true)])).toMatchObject([
    { name: 'a', isDone: true, problems: [] },
    { name: 'a', isDone: false, problems: [{ rule: 'change-refused' }] },
  ]);
});

test.each([
  [429, 'Too many requests', 'not-asked', true],
  [503, 'the server is shutting down', 'not-asked', true],
  [500, 'etcdserver: request timed out', 'not-asked', true],
  [500, 'failed calling webhook "a": connection refused', 'change-refused', false],
  [403, 'admission webhook "a" denied the request', 'change-refused', false],
])('%i (%s) is told as %s', async (status, message, rule, waits) => {
  const refusals = new Refusals();
  await refusals.ask(application('a'), async () => {
    throw new ApiError({ path: '/a' }, status, JSON.stringify({ message }));
  });
  expect(refusals.among([state('a', true)])).toMatchObject([
    { isDone: false, problems: [{ rule, waits, message: expect.stringContaining(message) }] },
  ]);
});

test('it is asked again until the policy is another one', async () => {
  const refusals = new Refusals();
  let isForbidden = true;
  let asked = 0;
  await refusals.ask(application('a'), async () => {
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
  await refusals.ask(application('a'), async () => {
    throw denied(404);
  });
  expect(refusals.among([])).toEqual([]);
  const away = new Error('connect ECONNREFUSED');
  await expect(
    refusals.ask(application('b'), async () => {
      throw away;
    }),
  ).rejects.toBe(away);
});
