import { expect, test } from 'vitest';
import { oneLine } from '../../src/cluster/one-line.ts';

test.each([
  ['Deployment is invalid:\n  spec.replicas ', 'Deployment is invalid: spec.replicas'],
  ['not valid. Retrying attempt #4 at 12:47AM.', 'not valid'],
  ['Retrying operation. Attempt #2', ''],
  ['Retrying operation with latest revisions. Attempt #3', ''],
  [undefined, ''],
  [7, ''],
])('%j is told as %j', (message, told) => {
  expect(oneLine(message)).toBe(told);
});
