import type { KubernetesObject } from '../../../manifest/object.ts';
import { select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

/** By what a ClusterSecretStore says who may ask it, in words and as it is written there. */
interface Asker {
  readonly text: string;
  readonly value: unknown;
  readonly isSelector: boolean;
}

/**
 * ClusterSecretStores that more namespaces may ask. External Secrets 1.3, `apis/externalsecrets/v1/secretstore_types.go`: one
 * condition is enough, and without any all may; see weakening.ts.
 */
export function newAskers({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'external-secrets.io/ClusterSecretStore' || before === undefined || after === undefined)
    return [];
  const known = askersOf(before);
  if (known.length === 0) return [];
  return askersOf(after)
    .filter(({ text, value, isSelector }) =>
      known.every(
        (other) =>
          other.text !== text && !(isSelector && other.isSelector && isSelectorWithin(value, other.value)),
      ),
    )
    .map(({ text }) => ({
      severity: 'warning',
      rule: 'rbac-widening',
      message: `may be asked from ${text}`,
      path: ['spec', 'conditions'],
    }));
}

function askersOf(store: KubernetesObject): Asker[] {
  const named = (field: string, what: string): Asker[] =>
    select(store, `spec.conditions[].${field}[]`).map(({ value }) => ({
      text: `${what} ${shown(value)}`,
      value,
      isSelector: false,
    }));
  const selected = selectMaps(store, 'spec.conditions[].namespaceSelector').map(({ value }) => ({
    text: `namespaces with ${shown(value)}`,
    value,
    isSelector: true,
  }));
  return [
    ...named('namespaces', 'the namespace'),
    ...named('namespaceRegexes', 'namespaces like'),
    ...selected,
  ];
}
