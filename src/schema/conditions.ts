import { isRecord } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { SchemaNode } from './node.ts';
import type { Problems } from './problems.ts';
import { reachesRules, type SchemaProblem } from './verdict.ts';

/** Checks a value against one branch; returns what is wrong with it. */
export type JudgeBranch = (branch: SchemaNode) => readonly SchemaProblem[];

/** allOf, anyOf, oneOf, not: one message for each that fails, however many branches it has. */
export function checkConditions(
  value: unknown,
  node: SchemaNode,
  problems: Problems,
  judge: JudgeBranch,
): void {
  for (const [keyword, branches] of node.branches) {
    const results = branches.map(judge);
    const valid = results.filter((result) => result.length === 0).length;
    if (keyword === 'allOf') {
      for (const result of results) problems.addAll(result);
    } else if (keyword === 'not' && valid > 0) {
      problems.add({ rule: 'invalid-value', message: forbidden(branches), value });
    } else if ((keyword === 'anyOf' && valid === 0) || (keyword === 'oneOf' && valid !== 1)) {
      const stopsRules = valid === 0 && !results.some(reachesRules);
      problems.add({
        rule: 'invalid-value',
        ...explain(value, keyword, branches, results, valid),
        ...(stopsRules && { stopsRules }),
      });
    }
  }
}

function explain(
  value: unknown,
  keyword: 'anyOf' | 'oneOf',
  branches: readonly SchemaNode[],
  results: readonly (readonly SchemaProblem[])[],
  valid: number,
): { message: string; value: unknown; allowed?: string } {
  const fields = branches.map((branch) => branch.required.join(' and '));
  if (fields.every((field) => field !== '') && isRecord(value)) {
    const allowed = `${keyword === 'oneOf' ? 'exactly' : 'at least'} one of ${[...new Set(fields)].join(', ')}`;
    if (valid > 0) {
      const given = branches
        .filter((_, index) => results[index]?.length === 0)
        .map((branch) => branch.required.join(' and '));
      return { message: `has ${given.join(', ')}, which exclude one another`, value, allowed };
    }
    if (branches.every((branch) => branch.required.some((name) => !(name in value)))) {
      return { message: `has none of ${fields.join(', ')}`, value, allowed };
    }
  }
  if (valid > 0) return { message: `fits ${valid} alternatives that exclude one another`, value };
  const [nearest] = results.toSorted((left, right) => left.length - right.length);
  const reasons = (nearest ?? []).map((problem) => {
    const allowed = problem.allowed === undefined ? '' : ` (allowed: ${problem.allowed})`;
    return `${formatPath(problem.path)} ${problem.message}${allowed}`;
  });
  return {
    message: `fits none of ${branches.length} alternatives; the nearest: ${reasons.join('; ')}`,
    value,
  };
}

/** `not` is nearly always about fields that exclude one another. */
function forbidden(branches: readonly SchemaNode[]): string {
  const alternatives = branches.flatMap((branch) => [branch, ...(branch.branches.get('anyOf') ?? [])]);
  const fields = alternatives.map((branch) => branch.required.join(' with ')).filter((text) => text !== '');
  return fields.length === 0 ? 'is what the schema excludes' : `must not have ${fields.join(', or ')}`;
}
