import type { Construct } from 'constructs';
import type { DestinationRule } from '../../kubernetes/1.34/types/networking.istio.io_v1.ts';
import type { LoadProfile } from '../../model/load.ts';
import { Manifest } from '../manifest.ts';

export interface ServicePolicyProps {
  /** The Service, in the app's namespace. */
  readonly service: string;
  readonly load: LoadProfile | undefined;
  /** Most pods that serve it. */
  readonly maxReplicas: number;
}

/** Requests that a caller may have under way at once when the app declares no load. */
const DEFAULT_CONCURRENCY = 1024;

/** Headroom over the concurrency at full load, so that only a pile-up opens the circuit, not a busy minute. */
const HEADROOM = 4;

/**
 * How callers treat a Service (DestinationRule): the circuit opens when requests pile up, pods that fail are left out
 * for a while, and traffic stays in the caller's zone as long as that is healthy.
 */
export class ServicePolicy extends Manifest<DestinationRule> {
  constructor(scope: Construct, id: string, { service, load, maxReplicas }: ServicePolicyProps) {
    const concurrency = concurrencyAtFullLoad(load, maxReplicas);
    super(scope, id, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: service },
      spec: {
        host: service,
        trafficPolicy: {
          connectionPool: {
            tcp: { maxConnections: concurrency, connectTimeout: '5s' },
            http: { http2MaxRequests: concurrency, http1MaxPendingRequests: concurrency, maxRetries: 3 },
          },
          outlierDetection: {
            consecutive5xxErrors: 5,
            interval: '10s',
            baseEjectionTime: '30s',
            // Half stays: an error that all pods share must not leave the service without any.
            maxEjectionPercent: 50,
          },
          loadBalancer: {
            simple: 'LEAST_REQUEST',
            localityLbSetting: {
              enabled: true,
              failoverPriority: ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'],
            },
          },
        },
      },
    });
  }
}

/** Little's law: requests in service = arrivals per second × seconds each takes. */
function concurrencyAtFullLoad(load: LoadProfile | undefined, maxReplicas: number): number {
  if (!load) return DEFAULT_CONCURRENCY;
  const perPod = load.requestsPerSecondPerPod * (load.serviceTimeMs / 1000);
  return Math.max(100, Math.ceil(perPod * maxReplicas * HEADROOM));
}
