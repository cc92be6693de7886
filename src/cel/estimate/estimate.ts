/**
 * What an expression may cost at most, before it is run: the API server refuses CustomResourceDefinitions whose rules may
 * cost too much. Source: cel-go 0.26, `checker/cost.go`, as Kubernetes 1.34 uses it for rules (`has` costs nothing).
 */
import type { Checked } from '../check/checker.ts';
import { type Size, sizeAt } from '../schema/sizes.ts';
import type {
  Call,
  Comprehension,
  Expression,
  ListExpression,
  MapExpression,
  Select,
} from '../syntax/expression.ts';
import { dynType, isOptional, parameterOf, type Type } from '../type.ts';
import { codePoints } from '../value/text.ts';
import { estimateCall, type Operand } from './calls.ts';
import { exactly, noCost, plus, type Range, times, union, unknownRange } from './range.ts';
import { Steps } from './steps.ts';

const selectionCost = exactly(1);
const listCost = exactly(10);
const mapCost = exactly(30);
const messageCost = exactly(40);

/** @param root of what `self` and `oldSelf` can be */
export function estimateCost(tree: Expression, checked: Checked, root: Size): Range {
  return new Estimator(checked, root).cost(tree);
}

/** Of a list or map made in the expression: how large its keys and values are. */
interface EntrySize {
  readonly kind: 'list' | 'map';
  readonly key: Range;
  readonly value: Range;
}

interface Local {
  readonly steps: Steps;
  readonly size: Range | undefined;
  readonly entrySize: EntrySize | undefined;
}

class Estimator {
  readonly #checked: Checked;
  readonly #root: Size;
  readonly #steps = new Map<Expression, Steps>();
  readonly #sizes = new Map<Expression, Range>();
  readonly #entrySizes = new Map<Expression, EntrySize>();
  readonly #locals: [name: string, local: Local][] = [];

  constructor(checked: Checked, root: Size) {
    this.#checked = checked;
    this.#root = root;
  }

  cost(expression: Expression): Range {
    switch (expression.kind) {
      case 'literal':
        return noCost;
      case 'identifier':
        return this.#name(expression, expression.name.replace(/^\./, ''));
      case 'select':
        return this.#select(expression);
      case 'call':
        return this.#call(expression);
      case 'list':
        return this.#list(expression);
      case 'map':
        return this.#map(expression);
      case 'message':
        return messageCost;
      case 'comprehension':
        return isBinding(expression) ? this.#binding(expression) : this.#fold(expression);
    }
  }

  #name(expression: Expression, name: string): Range {
    this.#steps.set(expression, this.#local(name)?.steps ?? Steps.from(name));
    return selectionCost;
  }

  #select(expression: Select): Range {
    const name = this.#checked.names.get(expression);
    if (name !== undefined) return this.#name(expression, name.replace(/^\./, ''));
    const cost = this.cost(expression.operand);
    if (expression.test) return cost;
    const { kind } = this.#typeOf(expression.operand);
    this.#steps.set(expression, this.#stepsTo(expression.operand).append(expression.field));
    return kind === 'map' || kind === 'struct' || kind === 'parameter' ? plus(cost, selectionCost) : cost;
  }

  #call(call: Call): Range {
    const resolved = this.#checked.calls.get(call);
    const name = resolved?.declaration.name ?? call.name;
    const [first] = call.arguments;
    if (name === 'dyn' && first !== undefined) {
      const cost = plus(exactly(1), this.cost(first));
      this.#copySizes(call, first);
      return cost;
    }
    const costs = call.arguments.map((argument) => this.cost(argument));
    const args = call.arguments.map((argument) => this.#operand(argument));
    const member = resolved?.targetIsNamespace === true ? undefined : call.target;
    const targetCost = member === undefined ? noCost : this.cost(member);
    const target = member && this.#operand(member);
    const ids = resolved?.candidates.map(({ id }) => id) ?? ['select_optional_field'];
    let cost: Range | undefined;
    let size: Range | undefined;
    for (const overloadId of ids) {
      const each = this.#overload(call, { name, overloadId, target, args }, costs);
      cost = cost === undefined ? each.cost : union(cost, each.cost);
      if (each.size !== undefined) size = size === undefined ? each.size : union(size, each.size);
      if ((overloadId === 'index_list' || overloadId === 'index_map') && first !== undefined) {
        size = this.#entrySizeOf(first)?.value;
        const step = overloadId === 'index_list' ? '@items' : '@values';
        this.#steps.set(call, this.#stepsTo(first).append(step));
      }
      size ??= this.#sizeOf(call);
    }
    if (size !== undefined) this.#sizes.set(call, size);
    return plus(targetCost, cost ?? noCost);
  }

  #overload(
    call: Call,
    estimated: Parameters<typeof estimateCall>[0],
    costs: readonly Range[],
  ): ReturnType<typeof estimateCall> {
    const { overloadId, args } = estimated;
    const all = costs.reduce(plus, noCost);
    const [condition = noCost, yes = noCost, no = noCost] = costs;
    if (overloadId === 'logical_and' || overloadId === 'logical_or')
      return { cost: { min: condition.min, max: all.max } };
    if (overloadId === 'conditional') {
      this.#joinEntrySizes(call, call.arguments[1], call.arguments[2]);
      const size = union(args[1]?.size ?? unknownRange, args[2]?.size ?? unknownRange);
      return { cost: plus(condition, union(yes, no)), size };
    }
    if (overloadId.startsWith('add_')) this.#joinEntrySizes(call, call.arguments[0], call.arguments[1]);
    const { cost, size } = estimateCall(estimated);
    return { cost: plus(cost, all), ...(size !== undefined && { size }) };
  }

  #joinEntrySizes(call: Call, a: Expression | undefined, b: Expression | undefined): void {
    const [left, right] = [a && this.#entrySizeOf(a), b && this.#entrySizeOf(b)];
    if (left === undefined || right === undefined) return;
    const { kind } = left;
    this.#entrySizes.set(call, {
      kind,
      key: union(left.key, right.key),
      value: union(left.value, right.value),
    });
  }

  #list(list: ListExpression): Range {
    const values = list.elements.map(({ value }) => value);
    const cost = this.#costs(values);
    this.#entrySizes.set(list, { kind: 'list', key: exactly(1), value: this.#anyOf(values) });
    return plus(cost, listCost);
  }

  #map(map: MapExpression): Range {
    const cost = this.#costs(map.entries.flatMap(({ key, value }) => [key, value]));
    this.#entrySizes.set(map, {
      kind: 'map',
      key: this.#anyOf(map.entries.map(({ key }) => key)),
      value: this.#anyOf(map.entries.map(({ value }) => value)),
    });
    return plus(cost, mapCost);
  }

  #costs(expressions: readonly Expression[]): Range {
    return expressions.reduce((sum, each) => plus(sum, this.cost(each)), noCost);
  }

  /** As large as any of them, or nothing. */
  #anyOf(expressions: readonly Expression[]): Range {
    const sizes = expressions.map((each) => this.#sizeOf(each) ?? unknownRange);
    return sizes.length === 0 ? exactly(0) : sizes.reduce(union);
  }

  #fold(fold: Comprehension): Range {
    const { range, initial, accumulator, variable, secondVariable } = fold;
    const before = plus(this.cost(range), this.cost(initial));
    this.#locals.push([accumulator, this.#bound(initial)]);
    const locals =
      secondVariable === undefined
        ? [[variable, this.#single(range)] as const]
        : [
            [variable, this.#entry(range, 'key')] as const,
            [secondVariable, this.#entry(range, 'value')] as const,
          ];
    for (const [name, local] of locals) this.#locals.push([name, local]);
    const each = plus(this.cost(fold.condition), this.cost(fold.step));
    this.#locals.length -= locals.length;
    const result = this.cost(fold.result);
    this.#locals.pop();
    const count = this.#sizeOf(range) ?? unknownRange;
    this.#setSizes(fold, count);
    return plus(plus(before, result), times(count, each));
  }

  #setSizes(fold: Comprehension, count: Range): void {
    const { initial, step } = fold;
    if (initial.kind === 'literal') this.#setSize(fold, this.#sizeOf(initial));
    if (initial.kind !== 'list' && initial.kind !== 'map') return;
    this.#sizes.set(fold, count);
    const entrySize = this.#entrySizeOf(step);
    if (entrySize !== undefined) this.#entrySizes.set(fold, entrySize);
  }

  /** `optMap` binds a variable: a fold over nothing. */
  #binding(fold: Comprehension): Range {
    const before = plus(this.cost(fold.range), this.cost(fold.initial));
    this.#locals.push([fold.accumulator, this.#bound(fold.initial)]);
    const cost = plus(before, this.cost(fold.result));
    this.#locals.pop();
    this.#copySizes(fold, fold.result);
    return cost;
  }

  #bound(initial: Expression): Local {
    return {
      steps: this.#stepsTo(initial),
      entrySize: this.#entrySizeOf(initial),
      size: this.#sizeOf(initial),
    };
  }

  #isList(range: Expression): boolean {
    return (this.#entrySizeOf(range)?.kind ?? this.#typeOf(range).kind) === 'list';
  }

  /** The items of a list, the keys of a map. */
  #single(range: Expression): Local {
    return this.#entry(range, this.#isList(range) ? 'value' : 'key');
  }

  #entry(range: Expression, part: 'key' | 'value'): Local {
    const isList = this.#isList(range);
    const step = part === 'key' ? (isList ? '@indices' : '@keys') : isList ? '@items' : '@values';
    const size = this.#entrySizeOf(range)?.[part];
    return { steps: this.#stepsTo(range).append(step), size, entrySize: undefined };
  }

  #local(name: string): Local | undefined {
    return this.#locals.findLast(([each]) => each === name)?.[1];
  }

  #typeOf(expression: Expression): Type {
    return this.#checked.types.get(expression) ?? dynType;
  }

  #stepsTo(expression: Expression): Steps {
    const local = expression.kind === 'identifier' ? this.#local(expression.name) : undefined;
    return local?.steps ?? this.#steps.get(expression) ?? Steps.none;
  }

  #operand(expression: Expression): Operand {
    const steps = this.#stepsTo(expression);
    return {
      type: this.#typeOf(expression),
      size: this.#sizeOf(expression),
      elementSize: steps.length === 0 ? undefined : this.#sizeAt(steps.copyWith('@items')),
      literal: expression.kind === 'literal' ? expression.value : undefined,
    };
  }

  #sizeAt(steps: Steps): Range | undefined {
    if (steps.length === 0) return undefined;
    const size = sizeAt(this.#root, steps.names.slice(1));
    return size && { min: 0, max: size.mostElements };
  }

  #setSize(expression: Expression, size: Range | undefined): void {
    if (size !== undefined) this.#sizes.set(expression, size);
  }

  #copySizes(to: Expression, from: Expression): void {
    this.#setSize(to, this.#sizeOf(from));
    const entrySize = this.#entrySizeOf(from);
    if (entrySize !== undefined) this.#entrySizes.set(to, entrySize);
  }

  #sizeOf(expression: Expression): Range | undefined {
    const known = this.#sizes.get(expression) ?? writtenSize(expression);
    if (known !== undefined) return known;
    const declared = this.#sizeAt(this.#stepsTo(expression));
    if (declared !== undefined) {
      this.#sizes.set(expression, declared);
      return declared;
    }
    if (isScalar(this.#typeOf(expression))) return exactly(1);
    return expression.kind === 'identifier' ? this.#local(expression.name)?.size : undefined;
  }

  #entrySizeOf(expression: Expression): EntrySize | undefined {
    const known = this.#entrySizes.get(expression);
    if (known !== undefined || expression.kind !== 'identifier') return known;
    return this.#local(expression.name)?.entrySize;
  }
}

function isBinding({ range, condition, accumulator }: Comprehension): boolean {
  const isEmpty = range.kind === 'list' && range.elements.length === 0;
  return isEmpty && condition.kind === 'literal' && condition.value === false && accumulator !== '@result';
}

/** Of what is written out. */
function writtenSize(expression: Expression): Range | undefined {
  if (expression.kind === 'list') return exactly(expression.elements.length);
  if (expression.kind === 'map') return exactly(expression.entries.length);
  if (expression.kind !== 'literal') return undefined;
  const { value } = expression;
  if (typeof value === 'string') return exactly(codePoints(value));
  return exactly(value instanceof Uint8Array ? value.length : 1);
}

function isScalar(type: Type): boolean {
  if (isOptional(type)) return isScalar(parameterOf(type));
  return ['bool', 'double', 'duration', 'int', 'timestamp', 'uint'].includes(type.kind);
}
