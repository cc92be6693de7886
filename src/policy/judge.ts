import { costLimit, type Outcome } from '../cel/cel.ts';
import { variablesTypeName } from '../cel/kubernetes.ts';
import { LazyMap } from '../cel/value/lazy.ts';
import { CelError, type Result, Undecided } from '../cel/value/value.ts';
import type { Path } from '../manifest/path.ts';
import type { Variables } from './activation.ts';
import type { CompiledPolicy, CompiledValidation, Expression } from './compile.ts';
import { type Failure, failure, type Judgement, nothing, type UndecidedPart } from './judgement.ts';
import { definitionsOf, type SharedVariables } from './shared-variables.ts';

/**
 * What a policy says of one request, with one parameter. As the API server decides it: Kubernetes 1.34,
 * `apiserver/pkg/admission/plugin/policy/validating/validator.go`, `plugin/webhook/matchconditions` and `plugin/cel`.
 */
export function judge(compiled: CompiledPolicy, inputs: Inputs): Judgement {
  return new Judge(compiled, inputs).judge();
}

export interface Inputs {
  readonly variables: Variables;
  /** Match conditions see the request as it was made, and no namespace, though they compile with one. */
  readonly conditionVariables: Variables;
  /** Of all policies that see these. */
  readonly shared: SharedVariables;
}

const longestMessageBytes = 5 * 1024;

/** Cost units that all validations of a policy may spend together, and all of its match conditions. */
const validationBudget = 10_000_000;
const conditionBudget = validationBudget / 4;
/** What is nearer to a budget than this is not certain: costs are reckoned here as the API server does, but not proved. */
const certainShare = 0.9;

class Judge {
  readonly #compiled: CompiledPolicy;
  readonly #variables: Variables;
  readonly #conditionVariables: Variables;
  readonly #shared: SharedVariables;
  readonly #ignoresErrors: boolean;
  readonly #failures: Failure[] = [];
  readonly #unconditional: Failure[] = [];
  readonly #ignored: Failure[] = [];
  readonly #undecided: UndecidedPart[] = [];
  /** Spent by variables while an expression read them. */
  #cost = 0;

  constructor(compiled: CompiledPolicy, { variables, conditionVariables, shared }: Inputs) {
    this.#compiled = compiled;
    this.#shared = shared;
    this.#ignoresErrors = compiled.policy.failurePolicy === 'Ignore';
    const composed = new LazyMap(variablesTypeName, compiled.variables, (name) => this.#variable(name));
    this.#variables = { ...variables, variables: composed };
    this.#conditionVariables = conditionVariables;
  }

  judge(): Judgement {
    const conditions = this.#matchConditions();
    if (conditions !== undefined) return conditions;
    this.#cost = 0;
    for (const [index, validation] of this.#compiled.validations.entries()) this.#validate(validation, index);
    if (this.#cost > validationBudget * certainShare)
      return { ...nothing, undecided: [{ path: ['spec', 'validations'], reason: overBudget(this.#cost) }] };
    this.#cost = 0;
    const auditAnnotations = this.#annotate();
    const isNothing =
      this.#failures.length === 0 &&
      this.#unconditional.length === 0 &&
      this.#ignored.length === 0 &&
      this.#undecided.length === 0;
    if (isNothing && Object.keys(auditAnnotations).length === 0) return nothing;
    return {
      failures: this.#failures,
      unconditional: this.#unconditional,
      ignored: this.#ignored,
      undecided: this.#undecided,
      auditAnnotations,
    };
  }

  /** What is left to say when the conditions leave the request out, or cannot be decided; else `undefined`. */
  #matchConditions(): Judgement | undefined {
    const errors: string[] = [];
    const undecided: UndecidedPart[] = [];
    let skippedBy: string | undefined;
    // The API server evaluates all before it looks at any, and gives up if that costs too much.
    for (const [index, { name, expression }] of this.#compiled.matchConditions.entries()) {
      const path: Path = ['spec', 'matchConditions', index];
      const outcome = this.#evaluate(expression, this.#conditionVariables);
      if (outcome.outcome === 'undecided') undecided.push({ path, reason: outcome.reason });
      else if (outcome.outcome === 'error') errors.push(wordError(expression, outcome.message));
      else if (outcome.value === false) skippedBy ??= name;
    }
    if (this.#cost > conditionBudget * certainShare)
      return {
        ...nothing,
        undecided: [{ path: ['spec', 'matchConditions'], reason: overBudget(this.#cost) }],
      };
    if (skippedBy !== undefined) return { ...nothing, skippedBy };
    if (undecided.length > 0) return { ...nothing, undecided };
    if (errors.length === 0) return undefined;
    const distinct = [...new Set(errors)];
    const message = distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`;
    const failed = failure('error', ['spec', 'matchConditions'], message);
    return this.#ignoresErrors ? { ...nothing, ignored: [failed] } : { ...nothing, failures: [failed] };
  }

  #validate(validation: CompiledValidation, index: number): void {
    const path: Path = ['spec', 'validations', index];
    const outcome = this.#evaluate(validation.expression, this.#variables);
    if (outcome.outcome === 'undecided') this.#undecided.push({ path, reason: outcome.reason });
    else if (outcome.outcome === 'error')
      this.#addError(path, wordError(validation.expression, outcome.message));
    else if (outcome.value !== true) {
      const message = this.#message(validation, path);
      this.#failures.push(failure('denied', path, message, validation.reason || undefined));
    }
  }

  #addError(path: Path, message: string): void {
    (this.#ignoresErrors ? this.#ignored : this.#failures).push(failure('error', path, message));
  }

  #message({ messageExpression, message, expression }: CompiledValidation, path: Path): string | undefined {
    const fallback = (message ?? '').trim() || `failed expression: ${expression.source.trim()}`;
    if (messageExpression === undefined) return fallback;
    const outcome = this.#evaluate(messageExpression, this.#variables);
    if (outcome.outcome === 'undecided') {
      this.#undecided.push({ path: [...path, 'messageExpression'], reason: outcome.reason });
      return undefined;
    }
    if (outcome.outcome === 'error' || typeof outcome.value !== 'string') return fallback;
    const text = outcome.value.trim();
    const isUsable = text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= longestMessageBytes;
    return isUsable ? text : fallback;
  }

  #annotate(): Readonly<Record<string, string>> {
    const annotations: Record<string, string> = {};
    for (const [index, { key, expression }] of this.#compiled.auditAnnotations.entries()) {
      const path: Path = ['spec', 'auditAnnotations', index];
      const outcome = this.#evaluate(expression, this.#variables);
      if (outcome.outcome === 'undecided') this.#undecided.push({ path, reason: outcome.reason });
      else if (outcome.outcome === 'error') {
        const failed = failure('error', path, wordError(expression, outcome.message));
        // Denies whatever the binding's actions are.
        (this.#ignoresErrors ? this.#ignored : this.#unconditional).push(failed);
      } else if (typeof outcome.value === 'string' && outcome.value.trim() !== '')
        annotations[key] = outcome.value.trim();
    }
    return annotations;
  }

  #evaluate({ program }: Expression, variables: Variables): Outcome {
    const outcome = program.evaluate({ variables });
    this.#cost += outcome.cost;
    return outcome;
  }

  /** Evaluated when first read; an error is told by each expression that reads it. */
  #variable(name: string): Result {
    const expression = this.#compiled.variables.get(name);
    if (expression === undefined) throw new RangeError(`no variable ${name}`);
    const definitions = definitionsOf(this.#compiled);
    const definition = definitions.get(name) ?? -1;
    let outcome = this.#shared.get(definition);
    if (outcome === undefined) {
      outcome = expression.program.evaluate({ variables: this.#variables, costLimit });
      this.#shared.set(definition, outcome);
      this.#cost += outcome.cost;
    } else this.#cost += this.#mostCost(definitions, name);
    if (outcome.outcome === 'undecided') throw new Undecided(outcome.reason);
    if (outcome.outcome === 'value') return outcome.value;
    return new CelError(`composited variable "${name}" fails to evaluate: ${outcome.message}`);
  }

  /** Of a variable and those before it, any of which it may have read. */
  #mostCost(definitions: ReadonlyMap<string, number>, name: string): number {
    let cost = 0;
    for (const [each, definition] of definitions) {
      cost += this.#shared.get(definition)?.cost ?? 0;
      if (each === name) break;
    }
    return cost;
  }
}

function wordError({ source }: Expression, message: string): string {
  return `expression '${source}' resulted in error: ${message}`;
}

function overBudget(cost: number): string {
  return `its expressions cost ${cost} units together, too near to the API server's limit`;
}
