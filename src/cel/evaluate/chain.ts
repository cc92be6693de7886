/** Chains of selections: `a.b[c].?d`. */
import { CelError, isError, OptionalValue, type Result, type Value } from '../value/value.ts';
import { bare, type Frame, type Qualifier, type Run, type Step } from './frame.ts';
import { find, missing } from './select.ts';

/** Something that is read, which costs a unit, and what is selected from it, each of which costs another. */
export function chain(base: Run, qualifiers: readonly Qualifier[] = []): Step {
  const resolve = qualifiers.length === 0 ? base : follow(base, qualifiers);
  return {
    run: (frame) => {
      frame.cost += 1;
      return resolve(frame);
    },
    resolve,
    extend: (qualifier) => chain(base, [...qualifiers, qualifier]),
  };
}

/** A step with one more selection. */
export function extend(step: Step, qualifier: Qualifier): Step {
  return step.extend?.(qualifier) ?? chain(step.run, [qualifier]);
}

function follow(base: Run, qualifiers: readonly Qualifier[]): Run {
  return (frame) => {
    const origin = base(frame);
    if (isError(origin)) return origin;
    let isOptional = origin instanceof OptionalValue;
    const start = origin instanceof OptionalValue ? origin.value : origin;
    if (start === undefined) return origin;
    let current: Value = start;
    for (const qualifier of qualifiers) {
      isOptional ||= qualifier.optional;
      const next = isOptional ? tryOne(frame, current, qualifier) : takeOne(frame, current, qualifier);
      if (next === undefined) return OptionalValue.none;
      if (isError(next)) return next;
      current = next;
    }
    return isOptional ? new OptionalValue(current) : current;
  };
}

/** What must be there, or whether it is there when that is asked. */
function takeOne(frame: Frame, holder: Value, { key, constant, test }: Qualifier): Result {
  const chosen = constant ?? key(frame);
  frame.cost += 1;
  if (isError(chosen)) return chosen;
  const found = find(holder, chosen);
  if (!test) return found === undefined ? missing(holder, chosen) : found;
  return found !== undefined && isError(found) ? found : found !== undefined;
}

/** What may be missing; then it costs nothing. */
function tryOne(frame: Frame, holder: Value, { key, constant }: Qualifier): Result | undefined {
  const chosen = constant ?? key(frame);
  const found = isError(chosen) ? chosen : find(holder, chosen);
  if (found !== undefined && !isError(found)) frame.cost += 1;
  return found;
}

/** `has(a.b)`. As a branch of a condition, a test of an optional's field yields an optional: so it is in cel-go. */
export function presence(operand: Step, field: Run): Step {
  const tested = bare(extend(operand, { key: field, optional: false, test: true }));
  return {
    run: (frame) => {
      if (operand.isConditional === true) frame.cost -= 1;
      const found = tested(frame);
      return found instanceof OptionalValue ? found.value !== undefined : found;
    },
    resolve: tested,
  };
}

/** A condition is no function: it evaluates one side only; a selection from it is one from either side. */
export function conditional(condition: Step, yes: Step, no: Step): Step {
  const [then, otherwise] = [bare(yes), bare(no)];
  const run = (frame: Frame): Result => {
    const decided = condition.run(frame);
    if (decided === true) return then(frame);
    if (decided === false) return otherwise(frame);
    return isError(decided) ? decided : new CelError('no such overload');
  };
  return {
    run,
    resolve: run,
    isConditional: true,
    extend: (qualifier) => conditional(condition, extend(yes, qualifier), extend(no, qualifier)),
  };
}
