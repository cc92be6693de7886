import { type Fields, fillNil, fillZero, isNil, isZero, mapAt, mapsIn } from './fields.ts';

const affinityTimeoutSeconds = 10_800;

/** Source: Kubernetes 1.34, `pkg/apis/core/v1/defaults.go`. */
export function setServiceDefaults(service: Fields): void {
  const spec = mapAt(service, 'spec');
  fillZero(spec, 'sessionAffinity', 'None');
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] === 'ClientIP' && isNil(timeoutOf(spec)))
    spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: affinityTimeoutSeconds } };
  fillZero(spec, 'type', 'ClusterIP');
  for (const port of mapsIn(spec, 'ports')) {
    fillZero(port, 'protocol', 'TCP');
    if (isZero(port['targetPort'])) port['targetPort'] = port['port'];
  }
  const { type } = spec;
  if (isExternallyAccessible(spec)) fillZero(spec, 'externalTrafficPolicy', 'Cluster');
  if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP')
    fillNil(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') fillNil(spec, 'allocateLoadBalancerNodePorts', true);
}

function timeoutOf(spec: Fields): unknown {
  const config = (spec['sessionAffinityConfig'] ?? {}) as Fields;
  return ((config['clientIP'] ?? {}) as Fields)['timeoutSeconds'];
}

function isExternallyAccessible({ type, externalIPs }: Fields): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && !isZero(externalIPs));
}
