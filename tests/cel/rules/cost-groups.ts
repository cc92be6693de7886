import { createHash } from 'node:crypto';
import { expressionCosts } from '../../../src/cel/rules/costs.ts';
import type { ApiFacts, ApiSchema } from '../../../src/kubernetes/facts.ts';
import { costly, withoutLimits } from './costly.ts';
import { features } from './features.ts';
import { schemasWithRules } from './groups.ts';

export interface CostGroup {
  readonly name: string;
  readonly schema: ApiSchema;
}

/** All definitions that are known, as they are and without limits, and made up ones. */
export function costGroups(facts: ApiFacts): CostGroup[] {
  const known = schemasWithRules(facts).map(([name, schema]) => ({ name, schema }));
  const featured = features.map((schema, index) => ({ name: `features ${index}`, schema }));
  const unlimited = [...known, ...featured].map(({ name, schema }) => ({
    name: `${name}, without limits`,
    schema: withoutLimits(schema),
  }));
  const made = costly.map((schema, index) => ({ name: `costly ${index}`, schema }));
  return [...known, ...featured, ...unlimited, ...made];
}

/** Costs in the order of the places of their expressions; of those far beyond every limit, twelve digits. */
export function inOrder(
  costs: readonly { readonly path: readonly unknown[]; readonly cost: number }[],
): number[] {
  return costs
    .map(({ path, cost }) => [JSON.stringify(path), cost] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cost]) => Number(cost.toPrecision(12)));
}

export function costsHere({ schema }: CostGroup): number[] {
  return inOrder(expressionCosts(schema));
}

export function hashOf({ schema }: CostGroup): string {
  return createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 16);
}
