import { expect, test } from 'vitest';
import { collectorEnv } from '../../../src/lab/process/collector.ts';

const gibibyte = 2 ** 30;

test('heaps grow larger where there is memory for all clusters of the lab', () => {
  const larger = { GOGC: '400', GODEBUG: 'madvdontneed=0' };
  expect(collectorEnv(4, 16 * gibibyte)).toEqual(larger);
  expect(collectorEnv(4, 15 * gibibyte)).toEqual({});
  expect(collectorEnv(1, 15 * gibibyte)).toEqual(larger);
});
