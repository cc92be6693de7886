import { fieldsOf, select, selectMaps, selectTexts, textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
import { missingReference } from './missing.ts';
import { missingServicePort } from './service-ports.ts';

/** What VirtualServices and DestinationRules of Istio refer to: Gateways, Services, subsets. */
export function virtualServiceReferences(from: CheckedObject, inventory: Inventory): Problem[] {
  const gateways = [
    ...selectTexts(from.object, 'spec.gateways[]'),
    ...selectTexts(from.object, 'spec.http[].match[].gateways[]'),
  ];
  const destinations = ['http', 'tcp', 'tls'].flatMap((protocol) =>
    selectMaps(from.object, `spec.${protocol}[].route[].destination`),
  );
  return [
    ...gateways.flatMap(({ value, path }) => {
      if (value === 'mesh') return [];
      const [first = '', second] = value.split('/');
      const target =
        second === undefined
          ? { namespace: from.identity.namespace, name: first }
          : { namespace: first, name: second };
      return missingReference(from, path, { type: 'networking.istio.io/Gateway', ...target }, inventory);
    }),
    ...destinations.flatMap(({ value, path }) => {
      const host = textOf(value, 'host');
      const service = host === undefined ? undefined : serviceOfHost(host, from.identity.namespace);
      if (host === undefined || service === undefined || isServiceEntry(host, inventory)) return [];
      return [
        ...missingReference(from, [...path, 'host'], service, inventory),
        ...missingServicePort(inventory.find('Service', service.namespace, service.name), {
          port: fieldsOf(value, 'port')['number'],
          portPath: [...path, 'port', 'number'],
        }),
        ...missingSubset(
          from,
          { host, subset: textOf(value, 'subset'), path: [...path, 'subset'] },
          inventory,
        ),
      ];
    }),
  ];
}

export function destinationRuleHost(from: CheckedObject, inventory: Inventory): Problem[] {
  const host = textOf(fieldsOf(from.object, 'spec'), 'host');
  const service = host === undefined ? undefined : serviceOfHost(host, from.identity.namespace);
  if (host === undefined || service === undefined || isServiceEntry(host, inventory)) return [];
  return missingReference(from, ['spec', 'host'], service, inventory);
}

interface ServiceName {
  readonly type: 'Service';
  readonly namespace: string;
  readonly name: string;
}

/**
 * `name`, or `name.namespace.svc` with or without the usual domain. `undefined` for hosts outside the cluster and for
 * wildcards; `name.namespace` is left alone too, as it may as well be a host of the internet.
 */
function serviceOfHost(host: string, namespace: string): ServiceName | undefined {
  if (host.includes('*')) return undefined;
  const [name = '', ownNamespace, svc, ...domain] = host.split('.');
  if (ownNamespace === undefined) return { type: 'Service', namespace, name };
  if (svc !== 'svc' || !['', 'cluster.local'].includes(domain.join('.'))) return undefined;
  return { type: 'Service', namespace: ownNamespace, name };
}

function isServiceEntry(host: string, inventory: Inventory): boolean {
  return inventory
    .ofType('networking.istio.io/ServiceEntry')
    .some(({ object }) => selectTexts(object, 'spec.hosts[]').some(({ value }) => value === host));
}

interface SubsetReference {
  readonly host: string;
  readonly subset: string | undefined;
  readonly path: Problem['path'];
}

/** A subset must be in a DestinationRule of its host, where one was read. */
function missingSubset(
  from: CheckedObject,
  { host, subset, path }: SubsetReference,
  inventory: Inventory,
): Problem[] {
  if (subset === undefined) return [];
  const rules = inventory
    .ofTypeIn(from.identity.namespace, 'networking.istio.io/DestinationRule')
    .filter(({ object }) => fieldsOf(object, 'spec')['host'] === host);
  const subsets = rules.flatMap(({ object }) =>
    select(object, 'spec.subsets[].name').map(({ value }) => value),
  );
  if (rules.length === 0 || subsets.includes(subset)) return [];
  return [
    {
      severity: 'error',
      rule: 'missing-subset',
      path,
      message: `no DestinationRule of ${host} has a subset ${JSON.stringify(subset)}`,
      allowed: subsets.length === 0 ? 'none: it has no subsets' : subsets.join(', '),
      next: 'add the subset to the DestinationRule, or correct the name',
    },
  ];
}
