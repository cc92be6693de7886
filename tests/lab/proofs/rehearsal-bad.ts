import { describe, expect, test } from 'vitest';
import { judgeMove } from '../../../src/rehearse/judge/judge.ts';
import { type BadChange, badChanges } from './rehearsal-cases.ts';
import { createRehearsalLab } from './rehearsal-lab.ts';

/** What comes of changes to workloads: their pods, those who reach them, canaries and budgets. All else comes of syncs. */
const ofWorkloads: ReadonlySet<string> = new Set([
  'below-budget',
  'budget-blocks',
  'canary-aborted',
  'canary-inconclusive',
  'immutable-field',
  'pods-refused',
  'port-without-pods',
  'service-interrupted',
  'unschedulable',
]);

/** Bad changes in two proofs, of half an hour each: what one finds does not wait for the other. */
export const [workloadChanges, syncChanges] = [true, false].map((isOfWorkloads) =>
  badChanges.filter(({ rule }) => ofWorkloads.has(rule) === isOfWorkloads),
) as [BadChange[], BadChange[]];

/** @param proof what measurements are noted for */
export function proveFound(proof: string, changes: readonly BadChange[]): void {
  describe('bad changes of dist, one after the other in one lab', () => {
    const lab = createRehearsalLab(proof);

    test('enough of them are tried', () => {
      expect(changes.length).toBeGreaterThanOrEqual(12);
    });

    test.each(changes)('is found: $name', async (change: BadChange) => {
      const { forward, back } = await lab.rehearse(change);
      const subject: unknown = expect.stringMatching(/filebox-sync|receipt-web/);
      expect(judgeMove(forward)).toContainEqual(
        expect.objectContaining({ severity: 'error', rule: change.rule, subject }),
      );
      if (change.blocksReturn !== true) expect(back.end).toBe('settled');
      else expect(judgeMove(back)).toContainEqual(expect.objectContaining({ severity: 'error', subject }));
    });
  });
}
