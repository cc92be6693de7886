import { describe, expect, test } from 'vitest';
import { judgeMove } from '../../../src/rehearse/judge/judge.ts';
import { type Change, goodChanges } from './rehearsal-cases.ts';
import { createRehearsalLab } from './rehearsal-lab.ts';

describe('good changes of dist, one after the other in one lab', () => {
  const lab = createRehearsalLab('rehearsal-good');

  test('enough of them are tried', () => {
    expect(goodChanges.length).toBeGreaterThanOrEqual(12);
  });

  test.each(goodChanges)('nothing is found: $name', async (change: Change) => {
    const { forward, back } = await lab.rehearse(change);
    expect([...judgeMove(forward), ...judgeMove(back)]).toEqual([]);
    expect([forward.end, back.end]).toEqual(['settled', 'settled']);
  });
});
