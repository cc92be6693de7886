import type { CelError, Result, Value } from '../value/value.ts';

/** The state of one evaluation. */
export class Frame {
  /** Variables of comprehensions; `undefined` is an accumulator that nobody has asked for yet. */
  readonly slots: (Result | undefined)[] = [];
  /** What variables of the environment are; asked once per use. `undefined`: not given. */
  readonly resolve: (name: string) => Result | undefined;
  readonly costLimit: number;
  /** In the API server's units. */
  cost = 0;
  /** What folds over maps may cost beyond that, where another entry is met first. */
  randomCost = 0;
  /** Folds over maps that have stopped early, or may yet: in another order they would cost something else. */
  randomFolds = 0;

  constructor(resolve: (name: string) => Result | undefined, costLimit: number) {
    this.resolve = resolve;
    this.costLimit = costLimit;
  }

  /** @throws CostExceeded */
  checkCost(): void {
    if (this.cost > this.costLimit) throw new CostExceeded();
  }
}

/** An evaluation that costs more than it may. */
export class CostExceeded extends Error {
  override readonly name = 'CostExceeded';
}

/** A planned expression. */
export interface Step {
  readonly run: (frame: Frame) => Result;
  /**
   * Variables, selections and conditions: as `run`, without the one unit that reading a variable costs. Reading
   * `a.b.c` costs that unit once, and one for each selection.
   */
  readonly resolve?: (frame: Frame) => Result;
  /** Of the same: with one more selection. */
  readonly extend?: (qualifier: Qualifier) => Step;
  /** A condition, or a selection from one, which `has` counts one unit less for. */
  readonly isConditional?: true;
  /** The value, if it is known before evaluation. */
  readonly constant?: Exclude<Result, CelError>;
}

/** One selection of a chain: `.b` of `a.b`, `[?c]`. */
export interface Qualifier {
  readonly key: Run;
  /** The key, if it is known before evaluation. */
  readonly constant?: Value | undefined;
  /** `.?b`: from here on, what is missing makes the whole chain an empty optional. */
  readonly optional: boolean;
  /** The last one in `has(a.b)`. */
  readonly test: boolean;
}

export type Run = (frame: Frame) => Result;

/** Without the unit that reading a variable costs. */
export function bare(step: Step): Run {
  return step.resolve ?? step.run;
}
