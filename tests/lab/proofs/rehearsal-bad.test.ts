import { describe, expect, test } from 'vitest';
import { judgeMove } from '../../../src/rehearse/judge/judge.ts';
import { type BadChange, badChanges } from './rehearsal-cases.ts';
import { createRehearsalLab } from './rehearsal-lab.ts';

describe('bad changes of dist, one after the other in one lab', () => {
  const lab = createRehearsalLab('rehearsal-bad');

  test('enough of them are tried', () => {
    expect(badChanges.length).toBeGreaterThanOrEqual(12);
    expect(badChanges.filter(({ passesOffline }) => passesOffline).length).toBeGreaterThanOrEqual(6);
  });

  test.each(badChanges)('is found: $name', async (change: BadChange) => {
    if (change.passesOffline === true) expect(await lab.offlineFindings(change)).toEqual([]);
    const { forward } = await lab.rehearse(change);
    const errors = judgeMove(forward).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^(${change.rules.join('|')})$`))]),
    );
  });
});
