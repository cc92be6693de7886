import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf } from '../../../manifest/select.ts';

/** What ResourceQuotas that count all pods of a namespace let it have: those with scopes count only some. */
export function limitsOfAll(
  quotas: readonly KubernetesObject[] = [],
  namespace: string | undefined,
): Fields[] {
  return quotas
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map((quota) => fieldsOf(quota, 'spec'))
    .filter(({ scopes, scopeSelector }) => scopes === undefined && scopeSelector === undefined)
    .map((spec) => fieldsOf(spec, 'hard'));
}

/** Whether one of such limits lets a namespace have no more of something than an amount. */
export function isLimitedTo(limits: readonly Fields[], name: string, amount: unknown): boolean {
  const most = quantityOf(amount)?.nano;
  return limits.some((each) => {
    const least = quantityOf(each[name])?.nano;
    return least !== undefined && most !== undefined && least <= most;
  });
}
