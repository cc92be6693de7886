/**
 * What the API server has against the rules of a CustomResourceDefinition that is created. Source: Kubernetes 1.34,
 * `apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go`.
 */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import { formatPath, type Path } from '../../manifest/path.ts';
import { compile } from '../cel.ts';
import type { Environment } from '../environment.ts';
import { ruleEnvironment } from '../schema/declared-type.ts';
import { structural } from '../schema/structural.ts';
import { formatType } from '../type.ts';
import { expressionCosts, mostOfExpression, mostOfSchema } from './costs.ts';
import { parseFieldPath } from './field-path.ts';
import { type RuleSource, rulesIn } from './rule.ts';

export interface RuleMistake {
  /** Within the schema. */
  readonly path: Path;
  readonly message: string;
  readonly allowed?: string;
}

const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
] as const;

/** @param schema of a custom resource as a whole */
export function ruleMistakes(schema: ApiSchema): RuleMistake[] {
  return [
    ...mistakesAt(schema, schema, { path: [], isRoot: true, uncorrelatable: undefined }),
    ...costMistakes(schema),
  ];
}

/** Of the rules that a sum comes from, the API server tells so many at most, and none that is less than a hundredth of the limit. */
const mostExpensiveTold = 4;
const toldShare = 0.01;

function costMistakes(schema: ApiSchema): RuleMistake[] {
  const costs = expressionCosts(schema);
  const sum = costs.reduce((total, { cost }) => total + cost, 0);
  const mistakes = costs
    .filter(({ cost }) => cost > mostOfExpression)
    .map(({ path, cost }) => costMistake(path, 'may cost', cost, mostOfExpression));
  if (sum <= mostOfSchema) return mistakes;
  const expensive = costs
    .filter(({ cost }) => cost >= mostOfSchema * toldShare)
    .toSorted((a, b) => b.cost - a.cost)
    .slice(0, mostExpensiveTold);
  const paths = expensive.map(({ path }) => formatPath(path)).join(', ');
  return [...mistakes, costMistake([], `has rules (most of all ${paths}) that may cost`, sum, mostOfSchema)];
}

function costMistake(path: Path, what: string, cost: number, most: number): RuleMistake {
  const units = cost > 100 * most ? `more than ${100 * most}` : String(cost);
  const bounds = 'maxItems, maxProperties and maxLength make it less';
  return { path, message: `${what} ${units} units`, allowed: `at most ${most} units; ${bounds}` };
}

interface Place {
  readonly path: Path;
  readonly isRoot: boolean;
  /** The list above whose items do not correspond to old ones. */
  readonly uncorrelatable: Path | undefined;
}

/** @param holder the schema whose rules these are: the schema itself, or a branch of allOf about it */
function mistakesAt(schema: ApiSchema, holder: ApiSchema, place: Place): RuleMistake[] {
  const { path, isRoot } = place;
  const environments = new Map<boolean, Environment | undefined>();
  const environment = (optionalOldSelf: boolean): Environment | undefined => {
    if (!environments.has(optionalOldSelf))
      environments.set(optionalOldSelf, ruleEnvironment(schema, { origin: 'new', isRoot, optionalOldSelf }));
    return environments.get(optionalOldSelf);
  };
  const own = rulesIn(holder).flatMap((rule, index) => {
    const at = [...path, 'x-kubernetes-validations', index];
    const shape = shapeMistakes(rule, schema, at);
    return shape.length > 0
      ? shape
      : compileMistakes(rule, environment(rule.optionalOldSelf === true), at, place.uncorrelatable);
  });
  return [...own, ...mistakesBelow(schema, holder, place)];
}

function mistakesBelow(schema: ApiSchema, holder: ApiSchema, place: Place): RuleMistake[] {
  const descend = (of: unknown, ruled: unknown, path: Path, uncorrelatable = place.uncorrelatable) =>
    isRecord(of) && isRecord(ruled)
      ? mistakesAt(of, ruled, {
          path,
          isRoot: of['x-kubernetes-embedded-resource'] === true,
          uncorrelatable,
        })
      : [];
  const { path } = place;
  const properties = isRecord(holder['properties']) ? Object.entries(holder['properties']) : [];
  const branches = (holder['allOf'] ?? []) as readonly ApiSchema[];
  const ofSchema = isRecord(schema['properties']) ? schema['properties'] : {};
  const isCorrelatable = structural(schema).listType === 'map';
  return [
    ...properties.flatMap(([name, field]) => descend(ofSchema[name], field, [...path, 'properties', name])),
    ...descend(
      schema['items'],
      holder['items'],
      [...path, 'items'],
      place.uncorrelatable ?? (isCorrelatable ? undefined : path),
    ),
    ...descend(schema['additionalProperties'], holder['additionalProperties'], [
      ...path,
      'additionalProperties',
    ]),
    ...branches.flatMap((branch, index) =>
      mistakesAt(schema, branch, { ...place, path: [...path, 'allOf', index] }),
    ),
  ];
}

function shapeMistakes(
  { rule, message, messageExpression, reason, fieldPath }: RuleSource,
  schema: ApiSchema,
  path: Path,
): RuleMistake[] {
  const found: RuleMistake[] = [];
  const add = (field: string, text: string, allowed?: string): void =>
    void found.push({ path: [...path, field], message: text, ...(allowed !== undefined && { allowed }) });
  const isBlank = (text: unknown): boolean => typeof text === 'string' && text !== '' && text.trim() === '';
  if (typeof rule !== 'string' || rule.trim() === '') add('rule', 'is missing');
  else if (isBlank(message)) add('message', 'holds only blanks');
  else if (message?.trim().includes('\n')) add('message', 'must not contain line breaks');
  else if (rule.trim().includes('\n') && (message ?? '') === '')
    add('message', 'is missing, and a rule with line breaks must have one');
  if (isBlank(messageExpression)) add('messageExpression', 'holds only blanks');
  if (reason !== undefined && !reasons.some((each) => each === reason))
    add('reason', `${JSON.stringify(reason)} is no reason`, reasons.join(', '));
  if (fieldPath !== undefined && fieldPath !== '' && parseFieldPath(fieldPath, schema) === undefined)
    add(
      'fieldPath',
      `${JSON.stringify(fieldPath)} leads to no field of the schema`,
      'for example .spec.name',
    );
  return found;
}

function compileMistakes(
  { rule, messageExpression = '', optionalOldSelf }: RuleSource,
  environment: Environment | undefined,
  path: Path,
  uncorrelatable: Path | undefined,
): RuleMistake[] {
  if (environment === undefined) return [{ path, message: 'is about a value whose schema has no type' }];
  const mistakes = expressionMistakes(rule, environment, 'bool', [...path, 'rule']);
  if (mistakes.length > 0) return mistakes;
  const compiled = compile(rule, environment);
  const usesOldSelf = 'program' in compiled && compiled.program.names.has('oldSelf');
  if (usesOldSelf && uncorrelatable !== undefined)
    mistakes.push({
      path: [...path, 'rule'],
      message: 'oldSelf is used below a list whose items do not correspond to old ones',
      allowed: 'only below lists of x-kubernetes-list-type map',
    });
  if (!usesOldSelf && optionalOldSelf !== undefined)
    mistakes.push({ path: [...path, 'optionalOldSelf'], message: 'is set although the rule has no oldSelf' });
  if (messageExpression !== '')
    mistakes.push(
      ...expressionMistakes(messageExpression, environment, 'string', [...path, 'messageExpression']),
    );
  return mistakes;
}

function expressionMistakes(
  expression: string,
  environment: Environment,
  type: 'bool' | 'string',
  path: Path,
): RuleMistake[] {
  const compiled = compile(expression, environment);
  if ('errors' in compiled)
    return compiled.errors.map(({ line, column, message }) => ({
      path,
      message: `does not compile, at ${line}:${column}: ${message}`,
    }));
  const actual = formatType(compiled.program.type);
  return actual === type ? [] : [{ path, message: `must evaluate to ${type} but got ${actual}` }];
}
