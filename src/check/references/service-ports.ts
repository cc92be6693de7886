import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
import { missingReference } from './missing.ts';

/** Services that an Ingress or a route sends requests to, and the ports that they are asked on. */

export function ingressBackends(from: CheckedObject, inventory: Inventory): Problem[] {
  return ['spec.defaultBackend.service', 'spec.rules[].http.paths[].backend.service']
    .flatMap((pattern) => selectMaps(from.object, pattern))
    .flatMap(({ value, path }) => {
      const port = fieldsOf(value, 'port');
      if (port['name'] === byAnnotation) return missingAction(from, value, path);
      const field = 'name' in port ? 'name' : 'number';
      return serviceReference(
        from,
        value,
        path,
        from.identity.namespace,
        { port: port[field], portPath: [...path, 'port', field] },
        inventory,
      );
    });
}

/**
 * The AWS Load Balancer Controller's word, in place of a port, for a backend that is no Service: an annotation of its
 * name says what becomes of requests.
 */
const byAnnotation = 'use-annotation';

function missingAction({ object }: CheckedObject, backend: Fields, path: Path): Problem[] {
  const name = textOf(backend, 'name');
  const annotations = fieldsOf(object, 'metadata', 'annotations');
  const annotation = `actions.${name}`;
  // The prefix of the annotations is an option of the controller.
  if (name === undefined || Object.keys(annotations).some((key) => key.endsWith(`/${annotation}`))) return [];
  return [
    {
      severity: 'warning',
      rule: 'missing-reference',
      path: [...path, 'name'],
      message: `no annotation says what the action ${JSON.stringify(name)} is`,
      next: `add the annotation alb.ingress.kubernetes.io/${annotation}, or correct the name`,
    },
  ];
}

export function routeBackends(from: CheckedObject, inventory: Inventory): Problem[] {
  return selectMaps(from.object, 'spec.rules[].backendRefs[]').flatMap(({ value, path }) => {
    if ((textOf(value, 'kind') ?? 'Service') !== 'Service' || textOf(value, 'group') !== undefined) return [];
    const namespace = textOf(value, 'namespace') ?? from.identity.namespace;
    return serviceReference(
      from,
      value,
      path,
      namespace,
      { port: value['port'], portPath: [...path, 'port'] },
      inventory,
    );
  });
}

interface PortReference {
  /** A number, a name, or absent. */
  readonly port: unknown;
  readonly portPath: Path;
}

function serviceReference(
  from: CheckedObject,
  holder: Fields,
  path: Path,
  namespace: string,
  reference: PortReference,
  inventory: Inventory,
): Problem[] {
  const name = textOf(holder, 'name');
  if (name === undefined) return [];
  return [
    ...missingReference(from, [...path, 'name'], { type: 'Service', namespace, name }, inventory),
    ...missingServicePort(inventory.find('Service', namespace, name), reference),
  ];
}

/** A port, by number or name, that a Service which was read does not have. */
export function missingServicePort(
  service: CheckedObject | undefined,
  { port, portPath }: PortReference,
): Problem[] {
  if (service === undefined || (typeof port !== 'number' && typeof port !== 'string')) return [];
  if (fieldsOf(service.object, 'spec')['type'] === 'ExternalName') return [];
  const field = typeof port === 'number' ? 'port' : 'name';
  const ports = select(service.object, `spec.ports[].${field}`).map(({ value }) => value);
  if (ports.includes(port)) return [];
  return [
    {
      severity: 'error',
      rule: 'missing-port',
      path: portPath,
      message: `the Service ${JSON.stringify(service.identity.name)} has no port ${JSON.stringify(port)}`,
      allowed: ports.length === 0 ? 'none: the Service has no such ports' : ports.join(', '),
      next: 'add the port to the Service, or correct it here',
    },
  ];
}
