import type { Scaling } from './scaling.ts';
import type { Violation } from './violation.ts';

/** Words and functions of expr-lang, which KEDA evaluates formulas with, that make sense on numbers. */
const words = new Set(['and', 'false', 'in', 'let', 'nil', 'not', 'or', 'true']);

/** By the setting that makes the trigger; the name is what a formula calls it (see src/constructs/scaler/triggers.ts). */
const triggerNames = {
  latencyMilliseconds: 'latency',
  networkMegabitsPerSecondPerPod: 'network',
  predictedRequestsPerSecondPerPod: 'predicted',
  queueLengthPerPod: 'queue',
  requestsPerSecondPerPod: 'requests',
} as const;

/** What is wrong with `scaling.formula`. Its syntax is checked lightly: brackets, and that names are known. */
export function checkFormula(scaling: Scaling): Violation[] {
  const { formula, formulaTarget } = scaling;
  const path = ['scaling', 'formula'];
  if (formula === undefined) {
    if (formulaTarget === undefined) return [];
    const message = 'formulaTarget has no formula that it is the target of';
    return [
      {
        rule: 'formula-without-target',
        path: ['scaling', 'formulaTarget'],
        message,
        next: 'add formula, or remove formulaTarget',
      },
    ];
  }
  const violations: Violation[] = [];
  if (formulaTarget === undefined) {
    const message = 'formula has no target';
    const next = 'add scaling.formulaTarget: what one pod should see of the formula, on average';
    violations.push({ rule: 'formula-without-target', path, message, next });
  }
  if (!isBalanced(formula)) {
    violations.push({
      rule: 'invalid-formula',
      path,
      message: `brackets of the formula do not match: ${formula}`,
    });
  }
  const triggers = triggersOf(scaling);
  for (const name of namesIn(formula).filter((each) => !triggers.includes(each))) {
    violations.push({
      rule: 'unknown-trigger',
      path,
      message: `the formula names ${name}, which is no trigger here`,
      allowed: triggers.join(', ') || 'none: cpu and memory cannot be part of a formula',
      next: `add the target that ${name} stands for, or remove it`,
      unknown: { name, known: triggers },
    });
  }
  return violations;
}

function triggersOf(scaling: Scaling): string[] {
  const targets = Object.entries(triggerNames).filter(
    ([setting]) => scaling[setting as keyof typeof triggerNames] !== undefined,
  );
  const schedules = Object.keys(scaling.schedules ?? {}).map((name) => name.replaceAll('-', '_'));
  return [...targets.map(([, name]) => name), ...schedules].sort();
}

function isBalanced(formula: string): boolean {
  const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
  const open: string[] = [];
  for (const character of withoutText(formula)) {
    const expected = closing[character];
    if (expected !== undefined) open.push(expected);
    else if (')]}'.includes(character) && open.pop() !== character) return false;
  }
  return open.length === 0;
}

/** Identifiers that are neither words of the language, nor functions, nor bound by `let`; each once. */
function namesIn(formula: string): string[] {
  const code = withoutText(formula);
  const bound = new Set([...code.matchAll(/\blet\s+([A-Za-z_]\w*)/g)].map(([, name]) => name));
  const names = [...code.matchAll(/(?<![\w.])[A-Za-z_]\w*(?!\w)(?!\s*\()/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !words.has(name) && !bound.has(name));
}

function withoutText(formula: string): string {
  return formula.replace(/"[^"]*"|'[^']*'/g, '');
}
