/** Calls of functions: which implementation takes the arguments, and what it costs. */
import type { ResolvedCall } from '../check/checker.ts';
import type { FunctionDeclaration, Implementation, Overload } from '../library/declare.ts';
import type { Type } from '../type.ts';
import {
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
  noSuchOverload,
  type Result,
  Timestamp,
  typeNameOf,
  Undecided,
  UnorderedList,
  type Value,
} from '../value/value.ts';
import { standardCost } from './cost.ts';
import type { Run } from './frame.ts';

/** @param constantPattern Whether the call matches against a pattern that is known before evaluation. */
export function planCall(
  { declaration, overload }: ResolvedCall,
  args: readonly Run[],
  constantPattern = false,
): Run {
  const call = implementationOf(declaration, overload, constantPattern);
  const cost = overload?.cost ?? declaration.cost ?? standardCost(overload?.id) ?? (() => 1);
  // Functions that choose among overloads at run time stop at the first error; others evaluate every argument.
  const isChosenLate = overload === undefined && declaration.shared === undefined;
  const stopsEarly = args.length > 2 || isChosenLate || constantPattern;
  const [first, second] = args;
  if (first !== undefined && second === undefined) {
    return (frame) => {
      const a = first(frame);
      const result = isError(a) ? a : call(a);
      frame.cost += cost([a as Value], result);
      return result;
    };
  }
  if (first !== undefined && second !== undefined && args.length === 2) {
    return (frame) => {
      const a = first(frame);
      if (stopsEarly && isError(a)) return a;
      const b = second(frame);
      const result = isError(a) ? a : isError(b) ? b : call(a, b);
      frame.cost += cost([a as Value, b as Value], result);
      return result;
    };
  }
  return (frame) => {
    const values: Result[] = [];
    for (const arg of args) {
      const value = arg(frame);
      values.push(value);
      if (stopsEarly && isError(value)) break;
    }
    const failure = values.find((value) => isError(value));
    // A call that not all arguments were evaluated for costs nothing.
    if (failure !== undefined && values.length < args.length) return failure;
    const result = failure ?? call(...(values as Value[]));
    frame.cost += cost(values as Value[], result);
    return result;
  };
}

function implementationOf(
  declaration: FunctionDeclaration,
  overload: Overload | undefined,
  constantPattern: boolean,
): Implementation {
  const { name, shared } = declaration;
  const unguarded = declaration.unguarded === true || constantPattern;
  if (shared !== undefined) {
    const { call, accepts } = shared;
    if (accepts === undefined) return call;
    const refusal = new CelError(`no such overload: ${name}`);
    return (...args) => {
      const [first] = args as [Value];
      if (accepts(first)) return call(...args);
      return constantPattern || isReceiver(first) ? noSuchOverload : refusal;
    };
  }
  const candidates = overload === undefined ? declaration.overloads : [overload];
  const [only] = candidates;
  if (unguarded && only?.call !== undefined && candidates.length === 1) return only.call;
  return (...args) => {
    const chosen = candidates.find((each) => takes(each, args, unguarded));
    if (chosen?.call !== undefined) return chosen.call(...args);
    return new CelError(`no such overload: ${name}(${args.map(typeNameOf).join(', ')})`);
  };
}

/** Types that look for functions themselves before anything is refused, and word the refusal. */
function isReceiver(value: Value): boolean {
  return typeof value === 'string' || value instanceof Duration || value instanceof Timestamp;
}

function takes({ parameters }: Overload, args: readonly Value[], unguarded: boolean): boolean {
  if (parameters.length !== args.length) return false;
  return unguarded || parameters.every((type, index) => fits(type, args[index] as Value));
}

/** Whether a value is of a type as far as run time tells: of lists and maps, the first element is looked at. */
function fits(type: Type, value: Value): boolean {
  const { kind, name, parameters } = type;
  if (kind === 'dyn' || kind === 'any' || kind === 'parameter') return true;
  if (typeNameOf(value) !== name) return false;
  const [first, second] = parameters;
  if (value instanceof UnorderedList && first !== undefined)
    return inAgreement(value.elements.map((element) => fits(first, element)));
  if (value instanceof ListValue && first !== undefined) {
    const element = value.size === 0 ? undefined : value.at(0);
    return element === undefined || (!isError(element) && fits(first, element));
  }
  if (value instanceof MapValue && first !== undefined && second !== undefined) {
    const answers = Array.from(value.keys(), (key) => {
      const entry = value.find(key) ?? null;
      return fits(first, key) && !isError(entry) && fits(second, entry);
    });
    return inAgreement(answers);
  }
  return true;
}

/** What holds for the first, whichever that is. */
function inAgreement([first = true, ...others]: readonly boolean[]): boolean {
  if (others.some((other) => other !== first))
    throw new Undecided('which entry of a map a function looks at is random');
  return first;
}
