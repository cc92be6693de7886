/** Turns a checked expression into functions that evaluate it. */
import type { Checked } from '../check/checker.ts';
import { conversionNames } from '../library/conversions.ts';
import { compilePattern } from '../library/regex.ts';
import type {
  Call,
  Comprehension,
  Expression,
  ListExpression,
  MapExpression,
  Select,
} from '../syntax/expression.ts';
import { equal } from '../value/equality.ts';
import { EntryMap } from '../value/map.ts';
import { showValue } from '../value/text.ts';
import {
  ArrayList,
  CelError,
  isError,
  noSuchOverload,
  OptionalValue,
  type Result,
  TypeValue,
  Undecided,
  type Value,
} from '../value/value.ts';
import { planCall } from './call.ts';
import { chain, conditional, extend, presence } from './chain.ts';
import { equalityCost, listCost, mapCost } from './cost.ts';
import { growing, planFold } from './fold.ts';
import { bare, Frame, type Run, type Step } from './frame.ts';
import { membership } from './membership.ts';
import { invalidKey } from './select.ts';

/** Planning finds mistakes that depend on constants: `int('abc')`, a pattern that is none. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/** @throws PlanError */
export function plan(expression: Expression, checked: Checked): Run {
  return new Planner(checked).plan(expression).run;
}

const matchers = new Set(['matches', 'find', 'findAll']);

interface Variable {
  readonly slot: number;
  /** Of accumulators. */
  readonly initial?: Run;
}

class Planner {
  readonly #checked: Checked;
  readonly #scopes: Map<string, Variable>[] = [];
  #slots = 0;

  constructor(checked: Checked) {
    this.#checked = checked;
  }

  plan(expression: Expression): Step {
    switch (expression.kind) {
      case 'literal':
        return constant(expression.value);
      case 'identifier':
        return this.#name(expression, expression.name);
      case 'select':
        return this.#select(expression);
      case 'call':
        return this.#call(expression);
      case 'list':
        return this.#list(expression);
      case 'map':
        return this.#map(expression);
      case 'message':
        return { run: () => undecided(`${expression.typeName}{} constructs a protocol buffer message`) };
      case 'comprehension':
        return this.#fold(expression);
    }
  }

  #name(expression: Expression, written: string): Step {
    const name = written.replace(/^\./, '');
    const type = this.#checked.types.get(expression);
    const local = this.#scopes.findLast((scope) => scope.has(name))?.get(name);
    if (local !== undefined) return type?.kind === 'type' ? this.#namedType(name) : chain(readLocal(local));
    if (type?.kind === 'type') return constant(new TypeValue(type.parameters[0]?.name ?? 'type'));
    const missing = new CelError(`no such attribute(s): ${name}`);
    return chain((frame) => {
      const value = frame.resolve(name);
      return value === undefined ? missing : value;
    });
  }

  /** A variable of a comprehension that holds a type is taken for the type of its name. */
  #namedType(name: string): Step {
    const type = this.#checked.namedTypes.get(name);
    if (type === undefined) throw new PlanError(`reference to undefined type: ${name}`);
    return constant(new TypeValue(type.name));
  }

  #select(expression: Select): Step {
    const name = this.#checked.names.get(expression);
    if (name !== undefined) return this.#name(expression, name);
    const operand = this.plan(expression.operand);
    const field = constant(expression.field).run;
    if (expression.test) return presence(operand, field);
    return extend(operand, { key: field, constant: expression.field, optional: false, test: false });
  }

  #call(call: Call): Step {
    const resolved = this.#checked.calls.get(call);
    const withTarget = call.target !== undefined && resolved?.targetIsNamespace !== true;
    const args = [...(withTarget ? [call.target] : []), ...call.arguments] as Expression[];
    const steps = args.map((argument) => this.plan(argument));
    const [first, second, third] = steps as [Step, Step, Step];
    const name = resolved?.declaration.name ?? call.name;
    switch (name) {
      case '_?_:_':
        return conditional(first, second, third);
      case '_&&_':
        return { run: logical(steps, false) };
      case '_||_':
        return { run: logical(steps, true) };
      case '@not_strictly_false':
        return { run: notStrictlyFalse(first.run) };
      case '_==_':
      case '_!=_':
        return { run: equality(first.run, second.run, name) };
      case '_[_]':
        return selection(first, second, false);
      case '_?._':
      case '_[?_]':
        return selection(first, second, true);
      case 'or':
      case 'orValue':
        return { run: optionalOr(first.run, second.run, name) };
      default:
        return this.#function(call, steps);
    }
  }

  #function(call: Call, steps: readonly Step[]): Step {
    const resolved = this.#checked.calls.get(call);
    // Unreachable for checked expressions.
    if (resolved === undefined) throw new PlanError(`no such overload: ${call.name}`);
    const { name } = resolved.declaration;
    const [first, second] = steps;
    if (resolved.overload?.id === 'in_list' && first !== undefined && second?.constant instanceof ArrayList) {
      const step = membership(first.run, second.constant);
      if (step !== undefined) return step;
    }
    const pattern = second?.constant;
    const constantPattern = matchers.has(name) && typeof pattern === 'string';
    if (constantPattern) {
      const compiled = compilePattern(pattern);
      if (isError(compiled)) throw new PlanError(compiled.message);
    }
    const run = planCall(
      resolved,
      steps.map((step) => step.run),
      constantPattern,
    );
    if (!conversionNames.has(name) || steps.length !== 1 || first?.constant === undefined) return { run };
    const folded = run(new Frame(() => undefined, Number.POSITIVE_INFINITY));
    if (isError(folded)) throw new PlanError(folded.message);
    return constant(folded);
  }

  #list({ elements }: ListExpression): Step {
    const steps = elements.map(({ value }) => this.plan(value));
    if (steps.every((step) => step.constant !== undefined)) {
      return constant(new ArrayList(steps.map((step) => step.constant as Value)));
    }
    const run = (frame: Frame): Result => {
      const values: Value[] = [];
      for (const [index, step] of steps.entries()) {
        const value = step.run(frame);
        if (isError(value)) return value;
        if (elements[index]?.optional !== true) values.push(value);
        else if (!(value instanceof OptionalValue)) {
          return new CelError(
            `cannot initialize optional list element from non-optional value ${showValue(value)}`,
          );
        } else if (value.value !== undefined) values.push(value.value);
      }
      return new ArrayList(values);
    };
    return { run: costing(run, listCost) };
  }

  #map({ entries }: MapExpression): Step {
    const steps = entries.map(({ key, value, optional }) => ({
      key: this.plan(key),
      value: this.plan(value),
      optional,
    }));
    const run = (frame: Frame): Result => {
      const found: (readonly [Value, Value])[] = [];
      for (const step of steps) {
        const key = step.key.run(frame);
        if (isError(key)) return key;
        const value = step.value.run(frame);
        if (isError(value)) return value;
        if (!step.optional) found.push([key, value]);
        else if (!(value instanceof OptionalValue)) {
          const shown = `'${showValue(key)}' from non-optional value ${showValue(value)}`;
          return new CelError(`cannot initialize optional entry ${shown}`);
        } else if (value.value !== undefined) found.push([key, value.value]);
      }
      return new EntryMap(found);
    };
    const isConstant = steps.every(
      ({ key, value }) => key.constant !== undefined && value.constant !== undefined,
    );
    if (!isConstant) return { run: costing(run, mapCost) };
    return constant(run(new Frame(() => undefined, Number.POSITIVE_INFINITY)) as Value);
  }

  #fold(expression: Comprehension): Step {
    const initial = this.plan(expression.initial).run;
    const range = this.plan(expression.range).run;
    const accumulator = this.#slot();
    const variable = this.#slot();
    const secondVariable = expression.secondVariable === undefined ? undefined : this.#slot();
    this.#scopes.push(new Map([[expression.accumulator, { slot: accumulator, initial }]]));
    const variables = new Map<string, Variable>([[expression.variable, { slot: variable }]]);
    if (expression.secondVariable !== undefined && secondVariable !== undefined) {
      variables.set(expression.secondVariable, { slot: secondVariable });
    }
    this.#scopes.push(variables);
    const condition = this.plan(expression.condition);
    const step = this.plan(expression.step).run;
    this.#scopes.pop();
    const result = this.plan(expression.result).run;
    this.#scopes.pop();
    const fold = { range, step, result, accumulator, variable, secondVariable };
    const canStop = condition.constant === undefined;
    return { run: planFold({ ...fold, condition: condition.run, canStop }) };
  }

  #slot(): number {
    this.#slots += 1;
    return this.#slots - 1;
  }
}

function constant(value: Value): Step {
  return { run: () => value, constant: value };
}

function costing(run: Run, cost: number): Run {
  return (frame) => {
    frame.cost += cost;
    return run(frame);
  };
}

function readLocal({ slot, initial }: Variable): Run {
  if (initial === undefined) return (frame) => frame.slots[slot] as Result;
  return (frame) => {
    frame.slots[slot] ??= growing(initial(frame));
    return frame.slots[slot];
  };
}

function selection(operand: Step, key: Step, optional: boolean): Step {
  const run = key.constant === undefined ? bare(key) : key.run;
  if (key.constant !== undefined) {
    const refused = invalidKey(key.constant, 'types.Null');
    if (refused !== undefined) throw new PlanError(refused.message);
    return extend(operand, { key: run, constant: key.constant, optional, test: false });
  }
  const checked: Run = (frame) => {
    const value = run(frame);
    return isError(value) ? value : (invalidKey(value) ?? value);
  };
  return extend(operand, { key: checked, optional, test: false });
}

/** `&&` and `||`: the value that decides wins over errors before and after it. */
function logical(terms: readonly Step[], deciding: boolean): Run {
  const runs = terms.map((term) => term.run);
  return (frame) => {
    let failure: CelError | undefined;
    for (const run of runs) {
      const value = run(frame);
      if (value === deciding) return deciding;
      if (typeof value !== 'boolean') failure ??= isError(value) ? value : noSuchOverload;
    }
    return failure ?? !deciding;
  };
}

function notStrictlyFalse(term: Run): Run {
  return (frame) => {
    const value = term(frame);
    frame.cost += 1;
    return typeof value === 'boolean' ? value : true;
  };
}

function equality(left: Run, right: Run, operator: '_!=_' | '_==_'): Run {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.cost += equalityCost(a, b, operator);
    if (isError(a)) return a;
    if (isError(b)) return b;
    const same = equal(a, b);
    // Values that refuse to be compared are not equal, so that `!=` holds for them.
    return operator === '_==_' ? same : same !== true;
  };
}

function optionalOr(optional: Run, alternative: Run, name: 'or' | 'orValue'): Run {
  return (frame) => {
    const value = optional(frame);
    if (!(value instanceof OptionalValue)) return value;
    if (value.value === undefined) return alternative(frame);
    return name === 'or' ? value : value.value;
  };
}

function undecided(reason: string): never {
  throw new Undecided(reason);
}
