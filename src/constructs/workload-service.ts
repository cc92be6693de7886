import type { Construct } from 'constructs';
import type { Service } from '../kubernetes/1.34/types/v1.ts';
import { METRICS_PORT } from './conventions.ts';
import { Manifest } from './manifest.ts';
import type { WorkloadPods } from './pods/pods.ts';

/** Port of every Service that takes requests, whatever its pods listen on. */
export const SERVICE_PORT = { name: 'http', number: 80, targetPort: 'http' } as const;

const METRICS = { name: METRICS_PORT.name, port: METRICS_PORT.number, targetPort: METRICS_PORT.name };

/** What the name of a StatefulSet's second Service ends with. */
export const PEERS_SUFFIX = '-peers';

/** The Service in front of a workload's pods, for requests and metrics. */
export function trafficService(scope: Construct, pods: WorkloadPods): void {
  const http = { name: SERVICE_PORT.name, port: SERVICE_PORT.number, targetPort: SERVICE_PORT.targetPort };
  service(scope, 'service', pods, pods.workloadName, { ports: [http, METRICS] });
}

/** For pods that take no requests: only a way for Prometheus to find them, so it needs no address. */
export function metricsService(scope: Construct, pods: WorkloadPods): void {
  service(scope, 'service', pods, pods.workloadName, { clusterIP: 'None', ports: [METRICS] });
}

/**
 * Gives each pod of a StatefulSet a name of its own. The pods find each other before they are ready. Metrics are left
 * to the other Service, or they would be read twice.
 *
 * @returns its name, for `serviceName`
 */
export function peerService(scope: Construct, pods: WorkloadPods, port: number): string {
  const name = `${pods.workloadName}${PEERS_SUFFIX}`;
  service(scope, 'peer-service', pods, name, {
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    ports: [{ name: 'http', port, targetPort: 'http' }],
  });
  return name;
}

function service(
  scope: Construct,
  id: string,
  pods: WorkloadPods,
  name: string,
  spec: NonNullable<Service['spec']>,
): void {
  new Manifest<Service>(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: pods.selector },
    spec: { selector: pods.selector, ...spec },
  });
}
