/**
 * Rules of custom resource definitions (`x-kubernetes-validations`), as the API server evaluates them when an object is
 * created or updated. Source: Kubernetes 1.34, `apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go`.
 *
 *     rule-tree.ts     the rules of a schema, by depth        rule.ts      one rule, compiled
 *     correlation.ts   what a part of the object was before   message.ts   what is said of a broken rule
 *     field-path.ts    the field that a rule blames
 */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { costLimit, type Outcome } from '../cel.ts';
import { fromSchema } from '../schema/typed-value.ts';
import { isError, OptionalValue, type Result } from '../value/value.ts';
import { Correlation, oldItemFinder } from './correlation.ts';
import { detailOf, evaluationError, invalid, violationText } from './message.ts';
import type { CompiledRule } from './rule.ts';
import { type RuleTree, ruleTreeOf } from './rule-tree.ts';
import type { RulesVerdict, RuleViolation, UndecidedRule } from './verdict.ts';

export interface RulesInput {
  /** Of the custom resource as a whole. */
  readonly schema: ApiSchema;
  /** As the API server holds it: pruned and defaulted, and valid by its schema as far as rules demand. */
  readonly object: unknown;
  /** As it was before an update, read in the same way. */
  readonly old?: unknown;
}

/** Cost units that all rules together may spend on one object (`RuntimeCELCostBudget`). */
const budget = 10 * costLimit;
/** As for one expression: nearer to the limit than this, the last unit of cost would decide. */
const certainShare = 0.95;

/** What the rules of its definition say of a custom resource. */
export function evaluateRules({ schema, object, old }: RulesInput): RulesVerdict {
  const tree = ruleTreeOf(schema);
  if (tree === undefined) return { violations: [], undecided: [] };
  const evaluation = new Evaluation();
  const current = old === undefined ? undefined : new Correlation(object, old, schema);
  evaluation.level(tree, { path: [], value: object, old, current, nearest: undefined, isRoot: true });
  return evaluation;
}

/** A value on the way down. */
interface Place {
  readonly path: Path;
  readonly value: unknown;
  /** What rules see as `oldSelf`. */
  readonly old: unknown;
  /** The value beside its old one; `undefined` where they do not correspond. */
  readonly current: Correlation | undefined;
  /** The nearest value above that corresponds to an old one. */
  readonly nearest: Correlation | undefined;
  readonly isRoot: boolean;
}

class Evaluation implements RulesVerdict {
  readonly violations: RuleViolation[] = [];
  readonly undecided: UndecidedRule[] = [];
  #cost = 0;
  /** The limit on cost was reached: the API server evaluates nothing more. */
  #isOver = false;

  level(tree: RuleTree, place: Place): void {
    const { value } = place;
    if (value === null || value === undefined || this.#isOver) return;
    this.#rules(tree, place);
    for (const branch of tree.branches) this.level(branch, { ...place, current: undefined });
    if (Array.isArray(value)) this.#items(tree, place, value);
    else if (isRecord(value)) this.#fields(tree, place, value);
  }

  #items(tree: RuleTree, place: Place, items: readonly unknown[]): void {
    if (tree.items === undefined) return;
    const findOld = oldItemFinder(tree.schema, place.old);
    for (const [index, item] of items.entries()) {
      this.level(tree.items, below(place, index, item, findOld(item), place.current?.item(index)));
    }
  }

  #fields(tree: RuleTree, place: Place, fields: Readonly<Record<string, unknown>>): void {
    const old = isRecord(place.old) ? place.old : {};
    for (const [name, value] of Object.entries(fields)) {
      const field = tree.values ?? tree.field(name);
      if (field === undefined) continue;
      const before = Object.hasOwn(old, name) ? old[name] : undefined;
      const next = below(place, name, value, before, place.current?.field(name));
      // Both are converted to one version before they are compared.
      const isHead = place.isRoot && (name === 'apiVersion' || name === 'kind');
      this.level(field, isHead ? { ...next, current: undefined, nearest: undefined } : next);
    }
  }

  #rules(tree: RuleTree, place: Place): void {
    const variables = variablesOf(tree, place);
    for (const rule of tree.rules) {
      if (this.#isOver) return;
      if (rule.isTransition && isNothing(place.old) && rule.source.optionalOldSelf !== true) continue;
      this.#rule(rule, tree.schema, place, variables);
    }
  }

  #rule(rule: CompiledRule, schema: ApiSchema, place: Place, variables: Variables): void {
    const { program, source } = rule;
    const { path } = place;
    const leaveOpen = (reason: string): void => void this.undecided.push({ path, rule: source.rule, reason });
    if (program === undefined) return leaveOpen('the rule does not compile');
    const isOptional = source.optionalOldSelf === true;
    const outcome = program.evaluate({ variables: isOptional ? withOptionalOldSelf(variables) : variables });
    if (!this.#spend(outcome))
      return leaveOpen(`rules cost more than ${budget * certainShare} in all, and at most ${budget}`);
    if (outcome.outcome === 'undecided') return leaveOpen(outcome.reason);
    if (outcome.outcome === 'error') return this.#fail(rule, schema, path, outcome.message);
    if (outcome.value === true) return;
    // The API server does not make an optional of the old value here.
    const message = rule.messageProgram?.evaluate({ variables });
    if (message !== undefined && !this.#spend(message)) return leaveOpen('the message may cost too much');
    const { detail, isLast } = detailOf(source, message);
    this.#isOver = isLast;
    this.violations.push({
      path: [...path, ...rule.fieldPath],
      message: isLast ? invalid(schema, detail) : violationText(source, schema, detail),
      isUnchanged: !rule.isTransition && (place.current ?? place.nearest)?.isUnchanged === true,
    });
  }

  #fail({ source }: CompiledRule, schema: ApiSchema, path: Path, error: string): void {
    const { detail, isLast } = evaluationError(source, error);
    this.#isOver = isLast;
    this.violations.push({ path, message: invalid(schema, detail), isUnchanged: false });
  }

  /** @returns whether it is certain that the cost is within the limit on all rules */
  #spend({ cost }: Outcome): boolean {
    this.#cost += cost;
    this.#isOver = this.#cost > budget * certainShare;
    return !this.#isOver;
  }
}

function below(
  { current, nearest, path }: Place,
  segment: string | number,
  value: unknown,
  old: unknown,
  correlation: Correlation | undefined,
): Place {
  const next = { path: [...path, segment], value, old, isRoot: false };
  if (current === undefined) return { ...next, current: undefined, nearest };
  return { ...next, current: correlation, nearest: current };
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

type Variables = Readonly<Record<string, () => Result>>;

/** Without `oldSelf` where there is no old value, and where no rule of the level asks for it. */
function variablesOf({ rules, schema }: RuleTree, { value, old, isRoot }: Place): Variables {
  const self = (): Result => fromSchema(value, schema, isRoot);
  if (isNothing(old) || !rules.some(({ isTransition }) => isTransition)) return { self };
  return { self, oldSelf: () => fromSchema(old, schema, isRoot) };
}

function withOptionalOldSelf({ oldSelf, ...variables }: Variables): Variables {
  return { ...variables, oldSelf: () => optionalOf(oldSelf?.()) };
}

function optionalOf(value: Result | undefined): Result {
  if (value === undefined) return OptionalValue.none;
  return isError(value) ? value : new OptionalValue(value);
}
