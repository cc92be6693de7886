import type { Product } from '../../model/product.ts';
import { parseGroupKind, resourceOf } from './kinds.ts';

export interface ProductResources {
  /** Names of resources by API group, e.g. `apps` → `deployments`; both ordered. */
  readonly byGroup: ReadonlyMap<string, string[]>;
  /** Listed kinds that no known API has. */
  readonly unknown: readonly string[];
}

/** What the products of a fleet may render, as RBAC names it. */
export function resourcesOf(products: readonly Product[]): ProductResources {
  const resources = new Map<string, Set<string>>();
  const unknown: string[] = [];
  for (const text of new Set(products.flatMap(({ kinds, clusterKinds }) => [...kinds, ...clusterKinds]))) {
    const kind = parseGroupKind(text);
    const resource = resourceOf(kind);
    if (resource === undefined) unknown.push(text);
    else resources.set(kind.group, (resources.get(kind.group) ?? new Set()).add(resource));
  }
  const byGroup = [...resources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, names]): [string, string[]] => [group, [...names].sort()]);
  return { byGroup: new Map(byGroup), unknown };
}
