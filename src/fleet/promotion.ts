import type { Environment } from './fleet.ts';

/**
 * The environments in the order in which releases move through them; by name where nothing else decides.
 * Environments on or behind a cycle come last (`checkFleet` reports the cycle).
 */
export function byPromotion(environments: readonly Environment[]): Environment[] {
  const names = new Set(environments.map((environment) => environment.name));
  const ordered: Environment[] = [];
  const placed = new Set<string>();
  const isNext = ({ name, data }: Environment) =>
    !placed.has(name) &&
    (!data.promotesFrom || placed.has(data.promotesFrom) || !names.has(data.promotesFrom));
  for (let next = environments.find(isNext); next; next = environments.find(isNext)) {
    ordered.push(next);
    placed.add(next.name);
  }
  return [...ordered, ...environments.filter(({ name }) => !placed.has(name))];
}

/** The names on the cycle that `promotesFrom` leads into from `start`, in promotion order; `undefined` if there is none. */
export function promotionCycle(
  start: Environment,
  environments: readonly Environment[],
): string[] | undefined {
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  const trail: string[] = [];
  for (
    let current: Environment | undefined = start;
    current;
    current = byName.get(current.data.promotesFrom ?? '')
  ) {
    const seen = trail.indexOf(current.name);
    if (seen !== -1) return trail.slice(seen);
    trail.push(current.name);
  }
  return undefined;
}
