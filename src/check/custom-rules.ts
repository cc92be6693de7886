import { evaluateRules } from '../cel/rules/evaluate.ts';
import type { RulesVerdict } from '../cel/rules/verdict.ts';
import { readCustomObject } from '../kubernetes/defaults/custom.ts';
import type { ApiFacts, ApiSchema } from '../kubernetes/facts.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { type Problem, reachesRules, type SchemaVerdict } from '../schema/verdict.ts';
import type { CheckedObject } from './problem.ts';

/**
 * What the rules of its CustomResourceDefinition (`x-kubernetes-validations`) say of an object, in the API server's
 * words. Nothing as long as the schema has something against it that keeps the API server from asking them.
 *
 * The status is left out: it is its controller's. In the kinds with rules that are known, whoever applies an object
 * cannot set it.
 *
 * @param old the object before an update, for rules about changes. What an update does not change may stay as it is,
 *   with a warning
 */
export function customRuleProblems(
  { object }: CheckedObject,
  { kind, problems }: SchemaVerdict,
  facts: ApiFacts,
  old?: KubernetesObject,
): Problem[] {
  const schema = kind && facts.schemaOf(kind);
  if (schema === undefined || typeof schema['$ref'] === 'string' || !reachesRules(problems)) return [];
  const isConverted = old !== undefined && old.apiVersion !== object.apiVersion;
  const verdict = evaluateRules({
    schema,
    object: withoutStatus(object, schema),
    ...(old !== undefined && !isConverted && { old: withoutStatus(old, schema) }),
  });
  return [
    ...(isConverted && JSON.stringify(schema).includes('oldSelf') ? [unknownConversion(old)] : []),
    ...verdict.violations.map(({ path, message, isUnchanged }) => ({
      severity: isUnchanged ? ('warning' as const) : ('error' as const),
      rule: 'custom-rule',
      path,
      message,
    })),
    ...undecidedOnce(verdict),
  ];
}

function withoutStatus({ status: _, ...object }: KubernetesObject, schema: ApiSchema): unknown {
  return readCustomObject(object, schema);
}

function unknownConversion({ apiVersion }: KubernetesObject): Problem {
  return {
    severity: 'unjudged',
    rule: 'custom-rule',
    path: ['apiVersion'],
    message: `the object was of ${apiVersion}; what becomes of it, and so what rules say of the change, is not known`,
    next: 'ask an API server with a dry run',
  };
}

/** The first place of each rule: it is open for the same reason in the others. */
function undecidedOnce({ undecided }: RulesVerdict): Problem[] {
  const first = new Map<string, { readonly path: Path; readonly reason: string }>();
  for (const { path, rule, reason } of undecided) if (!first.has(rule)) first.set(rule, { path, reason });
  return [...first].map(([rule, { path, reason }]) => ({
    severity: 'unjudged',
    rule: 'custom-rule',
    path,
    message: `whether ${rule.trim()} holds cannot be told here: ${reason}`,
    next: 'ask an API server with a dry run',
  }));
}
