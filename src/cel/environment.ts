import type { FunctionDeclaration } from './library/declare.ts';
import { isOptional, mapType, type Type } from './type.ts';

/** Fields of the types that an environment declares, by name of the type. */
export type Structs = ReadonlyMap<string, ReadonlyMap<string, Type>>;

/** What an expression may refer to. */
export interface Environment {
  /** Types of variables, by name; a name may contain dots. */
  readonly variables: ReadonlyMap<string, Type>;
  readonly structs: Structs;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  /** Identifiers that are types: `int`, `net.IP`. */
  readonly types: ReadonlyMap<string, Type>;
  /** Whether there is a `sortBy` macro. */
  readonly sortBy: boolean;
}

/** Adds variables and the types that they use. */
export function withVariables(
  environment: Environment,
  variables: Readonly<Record<string, Type>>,
  structs: Structs = new Map(),
): Environment {
  return {
    ...environment,
    variables: new Map([...environment.variables, ...Object.entries(variables)]),
    structs: new Map([...environment.structs, ...structs]),
  };
}

/**
 * The type of a policy's composed variable, by the type of its expression: types that admission does not carry over
 * (quantities, optionals) become dyn.
 */
export function composedType(type: Type, dyn: Type): Type {
  const [first, second] = type.parameters;
  if (type.kind === 'list' && first !== undefined) {
    return { ...type, parameters: [composedType(first, dyn)] };
  }
  if (type.kind === 'map' && first !== undefined && second !== undefined) {
    return mapType(composedType(first, dyn), composedType(second, dyn));
  }
  return type.parameters.length > 0 || isOptional(type) || !carriedOver.has(type.kind) ? dyn : type;
}

const carriedOver = new Set<Type['kind']>(
  'any bool bytes double duration int null string timestamp uint'.split(' ') as Type['kind'][],
);
