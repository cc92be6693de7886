import { isDeepStrictEqual } from 'node:util';
import { evaluateRules } from '../../../src/cel/rules/evaluate.ts';
import { readCustomObject } from '../../../src/kubernetes/defaults/custom.ts';
import type { ApiFacts, ApiSchema } from '../../../src/kubernetes/facts.ts';
import { definitionOf } from '../../../src/kubernetes/own-kinds.ts';
import { formatPath } from '../../../src/manifest/path.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { reachesRules } from '../../../src/schema/verdict.ts';
import type { RuleCase } from './corpus.ts';

/** What becomes of a custom resource, as tools/cel-oracle tells it too. */
export interface RuleAnswer {
  /** The schema has something against it that keeps rules from being evaluated. */
  readonly blocked?: boolean;
  /** The schema has something against it. Only told by this engine. */
  readonly isInvalid?: boolean;
  readonly violations?: readonly string[];
  readonly warnings?: readonly string[];
}

/** Answers of this engine; `undefined` for those that it leaves open. */
export function answersTo(
  schema: ApiSchema,
  cases: readonly RuleCase[],
  facts: ApiFacts,
): (RuleAnswer | undefined)[] {
  const names = { group: 'example.com', version: 'v1', kind: 'Thing', plural: 'things', namespaced: false };
  const known = facts.extendedWith([definitionOf({ ...names, source: 'the test', schema })]);
  const validator = createValidator(known);
  return cases.map(({ object, old }) => {
    const { problems } = validator.validate(object);
    const isInvalid = problems.some(({ severity }) => severity === 'error');
    // Of an update, the API server forgives more than a schema tells.
    if (old === undefined && !reachesRules(problems)) return { blocked: true, isInvalid };
    const read = (value: unknown): unknown => readCustomObject(value as Record<string, unknown>, schema);
    const verdict = evaluateRules({
      schema,
      object: read(object),
      ...(old !== undefined && { old: read(old) }),
    });
    if (verdict.undecided.length > 0) return undefined;
    const told = (isUnchanged: boolean): string[] =>
      verdict.violations
        .filter((violation) => violation.isUnchanged === isUnchanged)
        .map(({ path, message }) => `${formatPath(path)}: ${message}`);
    return { ...normalized({ violations: told(false), warnings: told(true) }), isInvalid };
  });
}

/**
 * Whether both say the same. Of alternatives that an invalid object fits none of, the API server chooses one to blame in
 * a way of its own: whether that keeps it from evaluating rules is left open, as the object is refused anyway.
 */
export function agrees({ isInvalid, ...answer }: RuleAnswer, expected: RuleAnswer): boolean {
  return expected.blocked === true ? isInvalid === true : isDeepStrictEqual(answer, expected);
}

/** Paths in one notation, and in any order: the API server goes through maps as Go does. */
export function normalized({ blocked, violations = [], warnings = [] }: RuleAnswer): RuleAnswer {
  if (blocked === true) return { blocked };
  return { violations: violations.map(plain).sort(), warnings: warnings.map(plain).sort() };
}

function plain(text: string): string {
  const end = text.indexOf(': ');
  return `${text
    .slice(0, end)
    .replace('<nil>', '')
    .replace(/[.[\]"]+/g, ' ')
    .trim()}: ${text.slice(end + 2)}`;
}
