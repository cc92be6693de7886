import { expect, test } from 'vitest';
import { added } from '../../../src/rehearse/settle/added.ts';
import { moveOf } from '../story.ts';

test('two waits take as long as both, and what was done in the first was done then', () => {
  const first = moveOf({
    end: 'stuck',
    seconds: 30,
    declaredSeconds: 4,
    holds: [{ subject: 'Rollout api', reason: 'pauses' }],
    doneSeconds: new Map([['api', 12]]),
  });
  const second = moveOf({
    seconds: 9,
    declaredSeconds: 1,
    doneSeconds: new Map([
      ['api', 0],
      ['web', 7],
    ]),
  });
  expect(added(first, second)).toMatchObject({
    end: 'settled',
    seconds: 39,
    declaredSeconds: 5,
    holds: [{ subject: 'Rollout api', reason: 'pauses' }],
    doneSeconds: new Map([
      ['api', 12],
      ['web', 37],
    ]),
  });
});
