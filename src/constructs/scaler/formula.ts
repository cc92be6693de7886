import type { Scaling } from '../../model/scaling.ts';
import type { ReportProblem } from '../validation.ts';
import type { Trigger } from './triggers.ts';

/** Words of KEDA's expression language (expr-lang) that may stand in a formula beside triggers' names. */
const WORDS = new Set(['and', 'false', 'in', 'let', 'nil', 'not', 'or', 'true']);

/**
 * A formula replaces all triggers that are read from outside by one composite metric: what it does not name no longer
 * counts, and cpu and memory stay apart from it.
 */
export function checkFormula(
  { formula, formulaTarget }: Scaling,
  triggers: readonly Trigger[],
  report: ReportProblem,
): void {
  if (formula === undefined) {
    if (formulaTarget !== undefined) {
      report({ field: 'scaling.formulaTarget', value: formulaTarget, allowed: 'only beside formula' });
    }
    return;
  }
  if (formulaTarget === undefined) {
    report({
      field: 'scaling.formulaTarget',
      value: undefined,
      allowed: 'a number above 0: what one pod should see of the formula',
    });
  }
  const names = triggers.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const used = namesIn(formula);
  for (const name of used) {
    if (!names.includes(name)) {
      report({
        field: 'scaling.formula',
        value: formula,
        allowed: `the names of triggers (${names.join(', ') || 'none here'}), not ${name}`,
      });
    }
  }
  for (const name of names.filter((name) => !used.has(name))) {
    report({
      field: 'scaling.formula',
      value: formula,
      allowed: `a formula that names every trigger: ${name} would be read and then ignored`,
      next: `use ${name} in the formula, e.g. max(…, ${name}), or remove its target`,
    });
  }
}

/** Identifiers that are neither words of the language, nor functions, nor bound by `let`, nor within text. */
function namesIn(formula: string): Set<string> {
  const code = formula.replace(/"[^"]*"|'[^']*'/g, '');
  const bound = new Set([...code.matchAll(/\blet\s+([A-Za-z_]\w*)/g)].map(([, name]) => name));
  const identifiers = [...code.matchAll(/(?<![\w.])[A-Za-z_]\w*(?!\w)(?!\s*\()/g)].map(([name]) => name);
  return new Set(identifiers.filter((name) => !WORDS.has(name) && !bound.has(name)));
}
