/**
 * What the rules of a CustomResourceDefinition may cost: the API server refuses definitions whose rules may cost too much,
 * for the largest objects that their schema allows. Source: Kubernetes 1.34,
 * `apiextensions-apiserver/pkg/apis/apiextensions/validation/{validation,cel_validation}.go`.
 */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { mostCost } from '../cel.ts';
import { product } from '../estimate/range.ts';
import { ruleEnvironment } from '../schema/declared-type.ts';
import { mostOccurrences, type Size, sizeOf } from '../schema/sizes.ts';
import { type RuleSource, rulesIn } from './rule.ts';

/** Cost units of one expression, and of all of a definition's schema. */
export const mostOfExpression = 10_000_000;
export const mostOfSchema = 100_000_000;

export interface ExpressionCost {
  /** Of the expression, within the schema. */
  readonly path: Path;
  /** For all places at which it may be evaluated. */
  readonly cost: number;
}

/** @param schema of a custom resource as a whole. What does not compile costs nothing */
export function expressionCosts(schema: ApiSchema): ExpressionCost[] {
  return costsAt(schema, { path: [], isRoot: true, occurrences: 1 });
}

interface Place {
  readonly path: Path;
  readonly isRoot: boolean;
  /** How often values of the schema may be in one object; `undefined` if lists and maps above have no limit. */
  readonly occurrences: number | undefined;
}

function costsAt(schema: ApiSchema, place: Place): ExpressionCost[] {
  const size = sizeOf(schema, place.isRoot);
  const own = rulesIn(schema).flatMap((rule, index) =>
    size === undefined
      ? []
      : costsOf(rule, [...place.path, 'x-kubernetes-validations', index], schema, size, place),
  );
  return [...own, ...costsBelow(schema, place)];
}

function costsOf(
  { rule, messageExpression = '', optionalOldSelf = false }: RuleSource,
  path: Path,
  schema: ApiSchema,
  size: Size,
  { isRoot, occurrences = mostOccurrences(size) }: Place,
): ExpressionCost[] {
  const environment = ruleEnvironment(schema, { origin: 'new', isRoot, optionalOldSelf });
  if (environment === undefined || typeof rule !== 'string') return [];
  const ofRule = mostCost(rule, environment, size) ?? 0;
  const ofMessage = messageExpression === '' ? undefined : mostCost(messageExpression, environment, size);
  return [
    { path: [...path, 'rule'], cost: product(ofRule, occurrences) },
    ...(ofMessage === undefined ? [] : [{ path: [...path, 'messageExpression'], cost: ofMessage }]),
  ];
}

function costsBelow(schema: ApiSchema, { path, occurrences }: Place): ExpressionCost[] {
  const factor = occurrencesInside(schema);
  const below = (part: unknown, ...steps: Path): ExpressionCost[] =>
    isRecord(part)
      ? costsAt(part, {
          path: [...path, ...steps],
          isRoot: part['x-kubernetes-embedded-resource'] === true,
          occurrences:
            occurrences === undefined || factor === undefined ? undefined : product(occurrences, factor),
        })
      : [];
  const { properties, items, additionalProperties } = schema;
  return [
    ...Object.entries(isRecord(properties) ? properties : {}).flatMap(([name, field]) =>
      below(field, 'properties', name),
    ),
    ...below(items, 'items'),
    ...below(additionalProperties, 'additionalProperties'),
  ];
}

/** How many of each thing below there may be for one of these; `undefined` for no limit. */
function occurrencesInside(schema: ApiSchema): number | undefined {
  const { type, additionalProperties, maxItems, maxProperties } = schema;
  const isMap = type === 'object' && additionalProperties !== undefined;
  if (!isMap && type !== 'array') return 1;
  const most = isMap ? maxProperties : maxItems;
  return typeof most === 'number' ? Math.max(0, most) : undefined;
}
