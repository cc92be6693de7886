import type { Hazard, Reviewed } from '../hazard.ts';
import { deletions } from './deletion.ts';
import { lossOf } from './losses.ts';

/** Objects that move to another app, and that the one before may delete when it is synced first. */
export function takeovers(reviewed: Reviewed): Hazard[] {
  const { change, formerApp } = reviewed;
  if (change.kind !== 'changed' || formerApp === undefined) return [];
  const removal = { ...reviewed, change: { ...change, kind: 'removed' as const } };
  // What it does is not done for a moment only; what is in it is gone.
  const [loss] = lossOf(removal)?.role === 'content' ? deletions(removal) : [];
  const message = `moves to another app: if ${formerApp}, which has it so far, is synced first, ${loss?.message ?? 'it is deleted'}, and created again`;
  const next = 'give it the sync option Prune=false first, and move it when that is synced';
  return [{ severity: loss?.severity ?? 'warning', rule: 'recreation', message, next }];
}
