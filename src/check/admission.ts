import { formatPath } from '../manifest/path.ts';
import { expressionProblems } from '../policy/expression-problems.ts';
import { parsePolicy } from '../policy/parse.ts';
import { bindingProblems } from '../policy/valid-binding.ts';
import { policyProblems } from '../policy/valid-policy.ts';
import type { Problem, SchemaVerdict } from '../schema/verdict.ts';
import type { CheckedObject } from './problem.ts';

const group = 'admissionregistration.k8s.io';

/**
 * What the API server has against a ValidatingAdmissionPolicy or its binding beyond their schemas. Expressions are
 * compiled once nothing else is wrong.
 */
export function admissionProblems(
  { type, object, manifest }: CheckedObject,
  { kind, problems }: SchemaVerdict,
): Problem[] {
  if (kind === undefined) return [];
  const isPolicy = type === `${group}/ValidatingAdmissionPolicy`;
  if (!isPolicy && type !== `${group}/ValidatingAdmissionPolicyBinding`) return [];
  const byHand = isPolicy ? policyProblems(object) : bindingProblems(object);
  const bySchema = problems.filter(({ severity }) => severity !== 'warning');
  const isSound = byHand.length === 0 && bySchema.length === 0;
  const found = isPolicy && isSound ? expressionProblems(parsePolicy(manifest)) : byHand;
  // One complaint about a field is enough.
  const told = new Set(bySchema.map(({ path }) => formatPath(path)));
  return found
    .filter(({ path }) => !told.has(formatPath(path)))
    .map((problem) => ({ ...problem, severity: 'error' }));
}
