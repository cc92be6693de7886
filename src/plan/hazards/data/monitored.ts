import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select } from '../../../manifest/select.ts';
import type { Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

const monitor = 'monitoring.coreos.com';
/** The other kind, and where it has what it asks of each that it finds. */
const others: Readonly<Record<string, readonly [type: string, endpoints: string]>> = {
  [`${monitor}/PodMonitor`]: [`${monitor}/ServiceMonitor`, 'spec.endpoints[]'],
  [`${monitor}/ServiceMonitor`]: [`${monitor}/PodMonitor`, 'spec.podMetricsEndpoints[]'],
};

/**
 * Whether a monitor of the other kind, by the same labels and in the same namespaces, comes or changes: Services are mostly
 * labelled as their pods.
 */
export function isMeasuredByOthers({ type, before, newcomers }: Reviewed): boolean {
  const [otherType = '', endpoints = ''] = others[type] ?? [];
  const [selector, namespaces] = selectorsOf(before);
  return (newcomers.objects.get(otherType) ?? []).some((other) => {
    const [otherSelector, otherNamespaces] = selectorsOf(other);
    return (
      other.metadata.namespace === before?.metadata.namespace &&
      isSelectorWithin(selector, otherSelector) &&
      isDeepStrictEqual(namespaces, otherNamespaces) &&
      select(other, endpoints).length > 0
    );
  });
}

function selectorsOf(object: KubernetesObject | undefined): [labels: Fields, namespaces: Fields] {
  const spec = fieldsOf(object, 'spec');
  return [fieldsOf(spec, 'selector'), fieldsOf(spec, 'namespaceSelector')];
}
