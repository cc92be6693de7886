/**
 * CEL as the API server of Kubernetes 1.34 has it: parser, type checker, evaluator and Kubernetes' libraries.
 *
 * ```ts
 * const environment = admissionEnvironment({ origin: 'new', params: false, authorizer: true, variables: new Map() });
 * const compiled = compile('object.spec.replicas <= 5', environment);
 * if ('errors' in compiled) throw new Error(compiled.detail);
 * compiled.program.evaluate({ variables: { object: fromJson(deployment) } }); // { outcome: 'value', value: true, cost: 3 }
 * ```
 *
 * The map of this folder: `syntax/` reads an expression and expands macros, `check/` decides types and overloads,
 * `evaluate/` turns the checked expression into functions and reckons costs, `estimate/` says before what it may cost, `library/` declares functions, one file a
 * library, `value/` has the values, `kubernetes.ts` the environments of admission, `schema/` those of CRD rules.
 *
 * What is exact is proved against the API server's own packages by tests/cel/oracle.json. Where the engine cannot be
 * certain, the outcome is `undecided`, never a guess.
 */
import { type Checked, check } from './check/checker.ts';
import { validate } from './check/validators.ts';
import type { Environment } from './environment.ts';
import { estimateCost } from './estimate/estimate.ts';
import { CostExceeded, Frame, type Run } from './evaluate/frame.ts';
import { PlanError, plan } from './evaluate/plan.ts';
import type { Size } from './schema/sizes.ts';
import { childrenOf, type Expression } from './syntax/expression.ts';
import { parse } from './syntax/parser.ts';
import { type CompileError, locate, type Mistake, SyntaxMistake, showErrors } from './syntax/source.ts';
import { dynType, type Type } from './type.ts';
import { isError, type Result, Undecided, type Value } from './value/value.ts';

/** Cost units that one expression may spend (`PerCallLimit` of the API server). */
export const costLimit = 1_000_000;

/** The error of an expression that costs more than it may. */
export const costExceeded = 'operation cancelled: actual cost limit exceeded';

/** Within this share of a limit, and as far beyond it, a verdict would hang on the last unit of cost. */
const certainShare = 0.95;

export interface Activation {
  /** By name; a function is called when, and each time, the variable is read. */
  readonly variables: Readonly<Record<string, Value | (() => Result)>>;
  /** Default: {@link costLimit}. */
  readonly costLimit?: number;
}

export type Outcome =
  | { readonly outcome: 'value'; readonly value: Value; readonly cost: number }
  | { readonly outcome: 'error'; readonly message: string; readonly cost: number }
  | { readonly outcome: 'undecided'; readonly reason: string; readonly cost: number };

export interface Program {
  /** Type of the result; `dyn` where only evaluation tells. */
  readonly type: Type;
  /** Identifiers in it. */
  readonly names: ReadonlySet<string>;
  evaluate(activation: Activation): Outcome;
}

export type Compiled =
  | { readonly program: Program }
  | {
      readonly errors: readonly CompileError[];
      /** All of it as admission words it; only syntax errors are worded here. */
      readonly detail: string;
    };

export interface TypeCheck {
  /** `dyn` for an expression with errors. */
  readonly type: Type;
  readonly errors: readonly CompileError[];
}

/** For an expression that is checked in many environments, all with or all without the macro `sortBy`, and not run. */
export function typeChecks(expression: string, sortBy: boolean): (environment: Environment) => TypeCheck {
  const failed = (mistakes: readonly Mistake[]): TypeCheck => ({
    type: dynType,
    errors: locate(expression, mistakes),
  });
  try {
    const tree = parse(expression, { sortBy });
    return (environment) => {
      const checked = check(tree, environment);
      const mistakes = checked.mistakes.length > 0 ? checked.mistakes : validate(tree, checked);
      return mistakes.length > 0
        ? failed(mistakes)
        : { type: checked.types.get(tree) ?? dynType, errors: [] };
    };
  } catch (error) {
    if (!(error instanceof SyntaxMistake)) throw error;
    return () => failed([error]);
  }
}

/** Parses and checks. An expression with errors is one that the API server refuses. */
export function compile(expression: string, environment: Environment): Compiled {
  try {
    const tree = parse(expression, { sortBy: environment.sortBy });
    const checked = check(tree, environment);
    const mistakes = checked.mistakes.length > 0 ? checked.mistakes : validate(tree, checked);
    if (mistakes.length > 0) return refuse(expression, mistakes);
    return { program: new PlannedProgram(tree, checked) };
  } catch (error) {
    if (error instanceof SyntaxMistake) return refuse(expression, [error]);
    if (!(error instanceof PlanError)) throw error;
    const { message } = error;
    const detail = `program instantiation failed: ${message}`;
    return { errors: locate(expression, [{ message, offset: 0 }]), detail };
  }
}

/**
 * What evaluating an expression may cost at most, by the API server's estimate, in its units.
 *
 * @param self how large `self` and `oldSelf` can be
 * @returns `undefined` for an expression that does not compile
 */
export function mostCost(expression: string, environment: Environment, self: Size): number | undefined {
  try {
    const tree = parse(expression, { sortBy: environment.sortBy });
    const checked = check(tree, environment);
    return checked.mistakes.length > 0 ? undefined : estimateCost(tree, checked, self).max;
  } catch (error) {
    if (!(error instanceof SyntaxMistake)) throw error;
    return undefined;
  }
}

function refuse(expression: string, mistakes: readonly Mistake[]): Compiled {
  const errors = locate(expression, mistakes);
  return { errors, detail: `compilation failed: ${showErrors(expression, errors)}` };
}

/** Constants are evaluated while planning: what is undecided there is undecided in every evaluation. */
function planned(tree: Expression, checked: Checked): Run {
  try {
    return plan(tree, checked);
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return () => {
      throw error;
    };
  }
}

function* identifiersIn(tree: Expression): Iterable<string> {
  if (tree.kind === 'identifier') yield tree.name;
  for (const child of childrenOf(tree)) yield* identifiersIn(child);
}

class PlannedProgram implements Program {
  readonly type: Type;
  readonly #tree: Expression;
  readonly #run: Run;

  constructor(tree: Expression, checked: Checked) {
    this.type = checked.types.get(tree) ?? dynType;
    this.#tree = tree;
    this.#run = planned(tree, checked);
  }

  get names(): ReadonlySet<string> {
    return new Set(identifiersIn(this.#tree));
  }

  evaluate({ variables, costLimit: limit = costLimit }: Activation): Outcome {
    const frame = new Frame((name) => {
      const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return typeof variable === 'function' ? variable() : variable;
    }, limit / certainShare);
    try {
      const result = this.#run(frame);
      const { cost } = frame;
      frame.checkCost();
      if (cost + frame.randomCost > limit * certainShare)
        return { outcome: 'undecided', reason: `cost ${cost} of at most ${limit}`, cost };
      return isError(result)
        ? { outcome: 'error', message: result.message, cost }
        : { outcome: 'value', value: result, cost };
    } catch (error) {
      const { cost } = frame;
      if (error instanceof Undecided) return { outcome: 'undecided', reason: error.message, cost };
      if (!(error instanceof CostExceeded)) throw error;
      if (frame.randomFolds > 0)
        return { outcome: 'undecided', reason: 'what it costs depends on the order of a map', cost };
      return { outcome: 'error', message: costExceeded, cost };
    }
  }
}
