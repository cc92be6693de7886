import { compilePolicy } from './compile.ts';
import type { Policy } from './policies.ts';
import type { PolicyProblem } from './problem.ts';

/** By the policy's `spec` as JSON. */
const known = new Map<string, readonly PolicyProblem[]>();
/** With one more, all are forgotten. */
const mostKnown = 200;

/**
 * What the API server has against the expressions of a policy. A fleet has the same policy in every cluster, so what
 * is alike is compiled once.
 */
export function expressionProblems(policy: Policy): readonly PolicyProblem[] {
  const spec = JSON.stringify(policy.manifest.object['spec']);
  const remembered = known.get(spec);
  if (remembered !== undefined) return remembered;
  const { problems } = compilePolicy(policy);
  if (known.size >= mostKnown) known.clear();
  known.set(spec, problems);
  return problems;
}
