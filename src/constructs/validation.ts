/**
 * Problems with the props of constructs. They are collected over the whole tree, not thrown one at a time, so that a
 * user sees all of them at once; each is told with the construct path, the field, the value and what is allowed.
 */
import type { IConstruct } from 'constructs';
import type { Violation } from '../model/violation.ts';
import type { Finding } from '../report/finding.ts';

export interface PropsProblem {
  /** Path of the field within the props or settings, e.g. `scaling.minReplicas`. */
  readonly field: string;
  /** What was found there. */
  readonly value: unknown;
  /** What would be accepted, as the end of "allowed: …", e.g. `at most maxReplicas (8)`. */
  readonly allowed: string;
  /** What to do next, where it does not follow from `allowed`. */
  readonly next?: string;
}

export type ReportProblem = (problem: PropsProblem) => void;

type Check = (report: ReportProblem) => void;

const CHECKS = new WeakMap<IConstruct, Check[]>();

/**
 * Has `check` run over the construct's props when its tree is validated. Also registered with the construct's own
 * validation, so that cdk8s refuses to synthesise what this refuses.
 */
export function validateProps(construct: IConstruct, check: Check): void {
  const checks = CHECKS.get(construct);
  if (checks) checks.push(check);
  else CHECKS.set(construct, [check]);
  construct.node.addValidation({ validate: () => problemsOf(check).map(formatProblem) });
}

/** Reports what the checks of the model say about `checked`, the props or settings that their paths start at. */
export function reportViolations(
  report: ReportProblem,
  violations: readonly Violation[],
  checked: unknown,
): void {
  for (const { path, message, allowed, next } of violations) {
    const value = path.reduce<unknown>(
      (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
      checked,
    );
    report({
      field: path.join('.'),
      value,
      allowed: allowed ?? message,
      ...(next !== undefined && { next }),
    });
  }
}

/**
 * Every problem at or below `root`, in the order of the tree: those of `validateProps`, and whatever other constructs
 * say through `node.addValidation`.
 */
export function validateTree(root: IConstruct): Finding[] {
  return root.node.findAll().flatMap(validateConstruct);
}

function validateConstruct(construct: IConstruct): Finding[] {
  const problems = (CHECKS.get(construct) ?? []).flatMap(problemsOf);
  const typed = new Set(problems.map(formatProblem));
  const untyped = construct.node.validate().filter((message) => !typed.has(message));
  const subject = construct.node.path;
  return [
    ...problems.map((problem) => ({
      severity: 'unjudged' as const,
      rule: 'invalid-props',
      message: describe(problem),
      subject,
      allowed: problem.allowed,
      ...(problem.next !== undefined && { next: problem.next }),
    })),
    ...untyped.map((message) => ({ severity: 'unjudged' as const, rule: 'invalid-props', message, subject })),
  ];
}

function problemsOf(check: Check): PropsProblem[] {
  const problems: PropsProblem[] = [];
  check((problem) => problems.push(problem));
  return problems;
}

function formatProblem(problem: PropsProblem): string {
  return `${describe(problem)}; allowed: ${problem.allowed}`;
}

function describe({ field, value }: PropsProblem): string {
  return value === undefined
    ? `${field} is missing`
    : `${field}: ${JSON.stringify(value)} is not allowed here`;
}
