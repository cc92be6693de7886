/**
 * The type checker: refuses what cel-go's refuses, with its words, and decides for every call which overloads may be
 * meant. Types that are known only at run time are `dyn`.
 */
import type { Environment } from '../environment.ts';
import type { FunctionDeclaration, Overload } from '../library/declare.ts';
import type {
  Call,
  Comprehension,
  Expression,
  ListExpression,
  MapExpression,
  Select,
} from '../syntax/expression.ts';
import { qualifiedName } from '../syntax/expression.ts';
import type { Mistake } from '../syntax/source.ts';
import {
  boolType,
  dynType,
  errorType,
  formatType,
  intType,
  isDyn,
  isExactType,
  isOptional,
  listType,
  mapType,
  optionalType,
  parameterOf,
  type Type,
  typeOfType,
} from '../type.ts';
import { literalType } from '../value/value.ts';
import { Bindings, mostGeneral } from './unify.ts';

/** What the checker found out, by node. */
export interface Checked {
  readonly types: ReadonlyMap<Expression, Type>;
  /** Selections that are names of variables or types, e.g. `authorizer.requestResource`. */
  readonly names: ReadonlyMap<Expression, string>;
  readonly calls: ReadonlyMap<Expression, ResolvedCall>;
  /** Those of the environment. */
  readonly namedTypes: ReadonlyMap<string, Type>;
  readonly mistakes: readonly Mistake[];
}

export interface ResolvedCall {
  readonly declaration: FunctionDeclaration;
  /** The one overload that can be meant; `undefined` when the arguments decide at run time. */
  readonly overload: Overload | undefined;
  /** All overloads that can be meant. */
  readonly candidates: readonly Overload[];
  /** The target is part of the function's name, as in `optional.of(x)`. */
  readonly targetIsNamespace: boolean;
}

export function check(expression: Expression, environment: Environment): Checked {
  const checker = new Checker(environment);
  checker.check(expression);
  return checker.result();
}

class Checker {
  readonly #environment: Environment;
  readonly #bindings = new Bindings();
  readonly #types = new Map<Expression, Type>();
  readonly #names = new Map<Expression, string>();
  readonly #calls = new Map<Expression, ResolvedCall>();
  readonly #mistakes: Mistake[] = [];
  /** Variables of comprehensions, the innermost last. */
  readonly #scopes: Map<string, Type>[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  result(): Checked {
    for (const [expression, type] of this.#types)
      this.#types.set(expression, this.#bindings.resolve(type, true));
    return {
      types: this.#types,
      names: this.#names,
      calls: this.#calls,
      namedTypes: this.#environment.types,
      mistakes: this.#mistakes,
    };
  }

  check(expression: Expression): Type {
    const type = this.#typeOf(expression);
    this.#types.set(expression, type);
    return type;
  }

  #report({ offset }: Expression, message: string): void {
    this.#mistakes.push({ message, offset });
  }

  #typeOf(expression: Expression): Type {
    switch (expression.kind) {
      case 'literal':
        return literalType(expression.value);
      case 'identifier':
        return this.#identifier(expression, expression.name);
      case 'select':
        return this.#select(expression);
      case 'call':
        return expression.name === '_?._' ? this.#optionalSelect(expression) : this.#call(expression);
      case 'list':
        return this.#list(expression);
      case 'map':
        return this.#map(expression);
      case 'message':
        return this.#message(expression, expression.typeName);
      case 'comprehension':
        return this.#comprehension(expression);
    }
  }

  #lookUp(name: string): Type | undefined {
    const plain = name.startsWith('.') ? name.slice(1) : name;
    for (const scope of this.#scopes.toReversed()) {
      const local = scope.get(plain);
      if (local !== undefined) return local;
    }
    const variable = this.#environment.variables.get(plain);
    if (variable !== undefined) return variable;
    const type = this.#environment.types.get(plain);
    return type && typeOfType(type);
  }

  #identifier(expression: Expression, name: string): Type {
    const type = this.#lookUp(name);
    if (type !== undefined) return type;
    this.#report(expression, `undeclared reference to '${name}' (in container '')`);
    return errorType;
  }

  #message(expression: Expression, typeName: string): Type {
    // Messages of protocol buffers are declared everywhere; what constructing one means is left undecided.
    if (/^\.?google\.protobuf\.\w+$/.test(typeName)) return dynType;
    const type = this.#identifier(expression, typeName);
    if (type.kind === 'error') return type;
    if (type.kind !== 'type') this.#report(expression, `'${formatType(type)}' is not a type`);
    else if (parameterOf(type).kind !== 'struct') {
      this.#report(expression, `'${parameterOf(type).name}' is not a message type`);
    }
    return errorType;
  }

  #select(expression: Select): Type {
    const name = qualifiedName(expression);
    const named = name === undefined ? undefined : this.#lookUp(name);
    if (name !== undefined && named !== undefined) {
      this.#names.set(expression, name);
      return named;
    }
    const type = this.#field(expression, expression.operand, expression.field, false);
    return expression.test ? boolType : this.#bindings.resolve(type);
  }

  #optionalSelect(expression: Call): Type {
    const [operand, field] = expression.arguments as [Expression, Expression];
    const name = field.kind === 'literal' && typeof field.value === 'string' ? field.value : '';
    return this.#bindings.resolve(this.#field(expression, operand, name, true));
  }

  #field(expression: Expression, operand: Expression, field: string, optional: boolean): Type {
    const operandType = this.#bindings.resolve(this.check(operand));
    const holder = isOptional(operandType) ? parameterOf(operandType) : operandType;
    const type = this.#fieldOf(expression, holder, field);
    return optional || isOptional(operandType) ? optionalType(type) : type;
  }

  #fieldOf(expression: Expression, holder: Type, field: string): Type {
    switch (holder.kind) {
      case 'map':
        return parameterOf(holder, 1);
      case 'struct': {
        const fields = this.#environment.structs.get(holder.name);
        if (fields === undefined) {
          this.#report(expression, `unexpected failed resolution of '${holder.name}'`);
          return errorType;
        }
        const type = fields.get(field) ?? fields.get(`__${field}__`);
        if (type === undefined) this.#report(expression, `undefined field '${field}'`);
        return type ?? errorType;
      }
      case 'parameter':
        this.#bindings.assign([dynType], [holder]);
        return dynType;
      default:
        if (!isDyn(holder) && holder.kind !== 'error') {
          this.#report(expression, `type '${formatType(holder)}' does not support field selection`);
        }
        return dynType;
    }
  }

  #call(expression: Call): Type {
    const argumentTypes = expression.arguments.map((argument) => this.check(argument));
    const { target, name } = expression;
    if (target === undefined) {
      const plain = name.startsWith('.') ? name.slice(1) : name;
      return this.#resolve(expression, plain, argumentTypes, false);
    }
    const prefix = qualifiedName(target);
    const qualified = prefix === undefined ? undefined : `${prefix.replace(/^\./, '')}.${name}`;
    if (qualified !== undefined && this.#environment.functions.has(qualified)) {
      return this.#resolve(expression, qualified, argumentTypes, false);
    }
    const targetType = this.check(target);
    return this.#resolve(expression, name, [targetType, ...argumentTypes], true);
  }

  #resolve(expression: Call, name: string, types: readonly Type[], member: boolean): Type {
    const declaration = this.#environment.functions.get(name);
    if (declaration === undefined) {
      this.#report(expression, `undeclared reference to '${name}' (in container '')`);
      return errorType;
    }
    const targetIsNamespace = expression.target !== undefined && !member;
    if (name === '_&&_' || name === '_||_') {
      const candidates = declaration.overloads;
      this.#calls.set(expression, { declaration, overload: candidates[0], candidates, targetIsNamespace });
      return this.#logical(expression, types);
    }
    const { overloads, result } = this.#matching(declaration, types, member);
    if (result === undefined) {
      const shown = types.map((type) => formatType(this.#bindings.resolve(type, true)));
      const signature = member ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
      this.#report(expression, `found no matching overload for '${name}' applied to '${signature}'`);
      return errorType;
    }
    const overload = overloads.length === 1 ? overloads[0] : undefined;
    this.#calls.set(expression, { declaration, overload, candidates: overloads, targetIsNamespace });
    return result;
  }

  #logical(expression: Call, types: readonly Type[]): Type {
    let result = boolType;
    for (const [index, type] of types.entries()) {
      if (this.#bindings.assign([type], [boolType])) continue;
      const argument = expression.arguments[index] as Expression;
      this.#report(argument, `expected type 'bool' but found '${formatType(type)}'`);
      result = errorType;
    }
    return result;
  }

  #matching(
    declaration: FunctionDeclaration,
    types: readonly Type[],
    member: boolean,
  ): { overloads: Overload[]; result: Type | undefined } {
    const overloads: Overload[] = [];
    let result: Type | undefined;
    for (const overload of declaration.overloads) {
      if (overload.member !== member || overload.parameters.length !== types.length) continue;
      const fresh = this.#instantiate(overload);
      if (!this.#bindings.assign(types, fresh.parameters)) continue;
      overloads.push(overload);
      const type = this.#bindings.resolve(fresh.result);
      if (result === undefined) result = type;
      else if (!isDyn(result) && !isExactType(type, result)) result = dynType;
    }
    return { overloads, result };
  }

  /** The overload's types with type parameters of their own. */
  #instantiate({ parameters, result }: Overload): { parameters: readonly Type[]; result: Type } {
    const names = new Map<string, Type>();
    const rename = (type: Type): Type => {
      if (type.kind === 'parameter') {
        const known = names.get(type.name) ?? this.#bindings.fresh();
        names.set(type.name, known);
        return known;
      }
      return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(rename) };
    };
    return { parameters: parameters.map(rename), result: rename(result) };
  }

  #list(expression: ListExpression): Type {
    let joined: Type | undefined;
    for (const { value, optional } of expression.elements) {
      const type = this.check(value);
      joined = this.#join(joined, optional ? this.#unwrap(value, type) : type);
    }
    return listType(joined ?? this.#bindings.fresh());
  }

  #map(expression: MapExpression): Type {
    let keyType: Type | undefined;
    let valueType: Type | undefined;
    for (const { key, value, optional } of expression.entries) {
      keyType = this.#join(keyType, this.check(key));
      const type = this.check(value);
      valueType = this.#join(valueType, optional ? this.#unwrap(value, type) : type);
    }
    return mapType(keyType ?? this.#bindings.fresh(), valueType ?? this.#bindings.fresh());
  }

  #unwrap(expression: Expression, type: Type): Type {
    if (isOptional(type)) return parameterOf(type);
    if (!isDyn(type)) {
      this.#report(
        expression,
        `expected type '${formatType(optionalType(type))}' but found '${formatType(type)}'`,
      );
    }
    return type;
  }

  /** The type of a list's elements so far and one more. Mixed types are refused later, where they are not wanted. */
  #join(previous: Type | undefined, current: Type): Type {
    if (previous === undefined) return current;
    return this.#bindings.assign([previous], [current]) ? mostGeneral(previous, current) : dynType;
  }

  #mismatch(expression: Expression, expected: Type, found: Type): void {
    this.#report(expression, `expected type '${formatType(expected)}' but found '${formatType(found)}'`);
  }

  #comprehension(expression: Comprehension): Type {
    const range = this.#bindings.resolve(this.check(expression.range));
    const accumulatorType = this.check(expression.initial);
    const [first, second] = this.#elementTypes(expression, range);
    const { variable, secondVariable } = expression;
    this.#scopes.push(new Map([[expression.accumulator, accumulatorType]]));
    this.#scopes.push(new Map([[variable, first]]));
    if (secondVariable !== undefined) this.#scopes.at(-1)?.set(secondVariable, second);
    this.#expect(expression.condition, boolType);
    this.#expect(expression.step, accumulatorType);
    this.#scopes.pop();
    const result = this.check(expression.result);
    this.#scopes.pop();
    return this.#bindings.resolve(result);
  }

  #expect(expression: Expression, type: Type): void {
    const found = this.check(expression);
    if (!this.#bindings.assign([type], [found])) this.#mismatch(expression, type, found);
  }

  #elementTypes({ range, secondVariable }: Comprehension, type: Type): [Type, Type] {
    switch (type.kind) {
      case 'list':
        return secondVariable === undefined ? [parameterOf(type), dynType] : [intType, parameterOf(type)];
      case 'map':
        return [parameterOf(type), parameterOf(type, 1)];
      case 'dyn':
      case 'error':
      case 'parameter':
        this.#bindings.assign([dynType], [type]);
        return [dynType, dynType];
      default:
        this.#report(
          range,
          `expression of type '${formatType(type)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [errorType, errorType];
    }
  }
}
