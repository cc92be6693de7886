import type { Move } from '../move.ts';

/** What lasts after the way back is as BASE has it, which nobody asks about; what only passed came of the way itself. */
export function isOfMove({
  direction,
}: Pick<Move, 'direction'>): (found: { readonly lasts: boolean }) => boolean {
  return ({ lasts }) => direction === 'forward' || !lasts;
}
