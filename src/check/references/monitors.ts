import { formatSelector, selects } from '../../manifest/label-selector.ts';
import { fieldsOf, selectTexts } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';

/** Services that a ServiceMonitor scrapes, and the names of their ports. A warning: what is not scraped still serves. */
export function monitoredServices(from: CheckedObject, inventory: Inventory): Problem[] {
  const selector = fieldsOf(from.object, 'spec', 'selector');
  const namespaces = namespacesOf(from);
  const candidates =
    namespaces === undefined
      ? inventory.ofType('Service')
      : namespaces.flatMap((namespace) => inventory.ofTypeIn(namespace, 'Service'));
  const services = candidates.filter(({ object }) =>
    selects(selector, fieldsOf(object, 'metadata', 'labels')),
  );
  if (services.length === 0) {
    const message = `none of the manifests read is a Service with ${formatSelector(selector) || 'any labels'}`;
    const next = 'give it the labels of the Services that it is for, or make sure that the cluster has them';
    return [{ severity: 'warning', rule: 'selects-no-services', path: ['spec', 'selector'], message, next }];
  }
  const ports = new Set(
    services.flatMap(({ object }) => selectTexts(object, 'spec.ports[].name').map(({ value }) => value)),
  );
  return selectTexts(from.object, 'spec.endpoints[].port')
    .filter(({ value }) => !ports.has(value))
    .map(({ value, path }) => ({
      severity: 'warning',
      rule: 'missing-port',
      path,
      message: `no Service that it selects has a port named ${JSON.stringify(value)}`,
      allowed: ports.size === 0 ? 'none: the Services name no ports' : [...ports].sort().join(', '),
      next: 'name the port in the Service, or correct the name',
    }));
}

/** `undefined` for all. */
function namespacesOf(from: CheckedObject): readonly string[] | undefined {
  const { any, matchNames } = fieldsOf(from.object, 'spec', 'namespaceSelector');
  if (any === true) return undefined;
  return Array.isArray(matchNames) && matchNames.length > 0
    ? matchNames.map(String)
    : [from.identity.namespace];
}
