import { expect, test } from 'vitest';
import { factsIn } from '../../../src/rehearse/settle/facts.ts';
import { application, seen, stateOf } from '../story.ts';

test('a sync that goes on is news, one that is tried again as before is not', () => {
  const running = (message: string, applied: number) =>
    application({
      operationState: {
        phase: 'Running',
        message,
        syncResult: { resources: Array(applied).fill({ kind: 'A' }) },
      },
    });
  const facts = (message: string, applied: number) =>
    factsIn([stateOf({})], [seen(running(message, applied))]);
  expect(facts('waiting for Service', 2)).not.toEqual(facts('waiting for Service', 1));
  expect(facts('waiting for Service', 1)).not.toEqual(facts('waiting for Namespace', 1));
  expect(facts('failed. Retrying attempt #2 at 5:41PM.', 1)).toEqual(
    facts('failed. Retrying attempt #1 at 5:40PM.', 1),
  );
  expect(facts('Retrying operation with latest revisions. Attempt #2', 0)).toEqual(facts('', 0));
});

test('another attempt shows nothing new, whichever of its states a look finds', () => {
  const sync = (message: string, applied: number, revision = 'one') => {
    const resources = Array(applied).fill({ kind: 'A' });
    const operationState = { phase: 'Running', message, syncResult: { revision, resources } };
    return factsIn([], [seen(application({ operationState }))]);
  };
  const first = new Set([...sync('waiting for Service', 2), ...sync('waiting for Namespace', 4)]);
  expect(sync('waiting for Service', 3).filter((fact) => !first.has(fact))).toEqual([]);
  expect(sync('waiting for Service', 3, 'two').filter((fact) => !first.has(fact))).toHaveLength(3);
});
