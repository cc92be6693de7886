/** How functions are declared: the checker reads the types, the evaluator calls what stands behind them. */
import { parseType, type Type } from '../type.ts';
import type { Result, Value } from '../value/value.ts';

/** Called with as many arguments as the overload has parameters, the target first, none of them an error. */
export type Implementation = (...args: readonly Value[]) => Result;

/** Cost units of one call; the result is an error's or a value's. */
export type CallCost = (args: readonly Value[], result: Result) => number;

export interface Overload {
  readonly id: string;
  /** Called as `x.f(y)`; `parameters` begin with the type of `x`. */
  readonly member: boolean;
  readonly parameters: readonly Type[];
  readonly result: Type;
  /** Absent where the function as a whole has one ({@link FunctionDeclaration.shared}). */
  readonly call?: Implementation;
  readonly cost?: CallCost;
}

export interface SharedImplementation {
  readonly call: Implementation;
  /** First arguments that it takes; others have `no such overload: <name>`. Default: all. */
  readonly accepts?: (first: Value) => boolean;
}

export interface FunctionDeclaration {
  readonly name: string;
  readonly overloads: readonly Overload[];
  /** One implementation for all overloads, which sorts out types by itself. */
  readonly shared?: SharedImplementation;
  /** Overloads check their arguments themselves. */
  readonly unguarded?: boolean;
  readonly cost?: CallCost;
}

/** A function with specific parameters, seen as one of any values; overloads guard what reaches it. */
type Specific = (...args: never[]) => Result;

/**
 * Declares an overload by signature: `string.(int, int): string` is a member of strings, `(A, list(A)): bool` is
 * global.
 *
 * @param id Name of the overload in cel-go, on which its cost depends.
 */
export function overload(id: string, signature: string, call?: Specific, cost?: CallCost): Overload {
  const [, target, rest = '', result = ''] = /^(?:(.*?)\.)?\((.*)\): (.*)$/.exec(signature) ?? [];
  const parameters = parseType(`tuple(${rest})`).parameters;
  const all = target === undefined ? parameters : [parseType(target), ...parameters];
  return {
    id,
    member: target !== undefined,
    parameters: rest === '' ? all.slice(0, target === undefined ? 0 : 1) : all,
    result: parseType(result),
    ...(call && { call: call as Implementation }),
    ...(cost && { cost }),
  };
}

export function declare(
  name: string,
  overloads: readonly Overload[],
  rest: Omit<FunctionDeclaration, 'name' | 'overloads'> = {},
): FunctionDeclaration {
  return { name, overloads, ...rest };
}

export function shared(
  call: Specific,
  accepts?: (first: Value) => boolean,
): Pick<FunctionDeclaration, 'shared'> {
  return { shared: { call: call as Implementation, ...(accepts && { accepts }) } };
}

/** All functions by name; libraries may add overloads to functions of others. */
export function mergeDeclarations(
  libraries: readonly (readonly FunctionDeclaration[])[],
): ReadonlyMap<string, FunctionDeclaration> {
  const merged = new Map<string, FunctionDeclaration>();
  for (const declaration of libraries.flat()) {
    const known = merged.get(declaration.name);
    const overloads = [...(known?.overloads ?? []), ...declaration.overloads];
    merged.set(declaration.name, { ...known, ...declaration, overloads });
  }
  return merged;
}
