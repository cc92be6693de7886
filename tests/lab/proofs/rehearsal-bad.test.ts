import { describe, expect, test } from 'vitest';
import { judgeMove } from '../../../src/rehearse/judge/judge.ts';
import { type BadChange, badChanges } from './rehearsal-cases.ts';
import { createRehearsalLab } from './rehearsal-lab.ts';

describe('bad changes of dist, one after the other in one lab', () => {
  const lab = createRehearsalLab('rehearsal-bad');

  test('enough of them are tried', () => {
    expect(badChanges.length).toBeGreaterThanOrEqual(12);
  });

  test.each(badChanges)('is found: $name', async (change: BadChange) => {
    const { forward, back } = await lab.rehearse(change);
    const subject: unknown = expect.stringMatching(/filebox-sync|receipt-web/);
    expect(judgeMove(forward)).toContainEqual(
      expect.objectContaining({ severity: 'error', rule: change.rule, subject }),
    );
    if (change.blocksReturn !== true) expect(back.end).toBe('settled');
    else expect(judgeMove(back)).toContainEqual(expect.objectContaining({ severity: 'error', subject }));
  });
});
