import type { Cluster } from '../cluster.ts';

/** A Service of a cluster. */
export interface ServiceAddress {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The Service that an address names, as DNS of Kubernetes does: `<name>.<namespace>[.svc[.…]]`. `undefined` for other
 * hosts; without `svc`, for those whose second part is no namespace of the cluster's objects.
 */
export function serviceOf(cluster: Cluster, url: string): ServiceAddress | undefined {
  const { hostname = '' } = URL.parse(url) ?? {};
  const [name = '', namespace, svc] = hostname.split('.');
  if (namespace === undefined) return undefined;
  const isInside =
    svc === undefined ? cluster.objects.some((object) => object.namespace === namespace) : svc === 'svc';
  return isInside ? { name, namespace } : undefined;
}

/** The Services that the operator makes in the namespace of its resources (pkg/prometheus/server/statefulset.go). */
const operated: Readonly<Record<string, string>> = {
  'prometheus-operated': 'monitoring.coreos.com/Prometheus',
  'alertmanager-operated': 'monitoring.coreos.com/Alertmanager',
};

/** Is there such a Service, written or made by an operator? */
export function isServed(cluster: Cluster, { namespace, name }: ServiceAddress): boolean {
  const maker = operated[name];
  return (
    cluster.find('Service', namespace, name) !== undefined ||
    (maker !== undefined && cluster.ofType(maker, namespace).length > 0)
  );
}
