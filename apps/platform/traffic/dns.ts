import { type AppChart, type AppContext, conventions, type kinds, Manifest } from '#plumb';
import { KEPT_WHEN_DELETED } from './kept.ts';

/** The HostedZone that all public names are in. */
export const ZONE = 'public';

/**
 * The zone of the environment's public names. Every name leads to the region that answers the caller fastest, among
 * those whose gateway is healthy.
 */
export function addNames(chart: AppChart, { environment }: AppContext): void {
  const { domain, regions } = environment;
  new Manifest<kinds.HostedZone>(chart, 'zone', {
    apiVersion: 'route53.services.k8s.aws/v1alpha1',
    kind: 'HostedZone',
    metadata: { name: ZONE, annotations: KEPT_WHEN_DELETED },
    spec: { name: `${domain}.`, hostedZoneConfig: { comment: `Public names of ${environment.name}` } },
  });
  for (const { name: region } of regions) {
    const host = conventions.gatewayHost(region, domain);
    new Manifest<kinds.HealthCheck>(chart, `health-${region}`, {
      apiVersion: 'route53.services.k8s.aws/v1alpha1',
      kind: 'HealthCheck',
      metadata: { name: region },
      spec: {
        healthCheckConfig: {
          type: 'HTTPS',
          fullyQualifiedDomainName: host,
          port: 443,
          resourcePath: conventions.GATEWAY_HEALTH_PATH,
          enableSNI: true,
          requestInterval: 10,
          // Three misses in 30 s: fast enough to matter, slow enough that one lost packet moves nobody.
          failureThreshold: 3,
        },
      },
    });
    new Manifest<kinds.RecordSet>(chart, `names-${region}`, {
      apiVersion: 'route53.services.k8s.aws/v1alpha1',
      kind: 'RecordSet',
      metadata: { name: `public-${region}` },
      spec: {
        // Relative to the zone, whose name ACK appends.
        name: '*',
        recordType: 'CNAME',
        ttl: 60,
        setIdentifier: region,
        region,
        hostedZoneRef: { from: { name: ZONE } },
        healthCheckRef: { from: { name: region } },
        resourceRecords: [{ value: host }],
      },
    });
  }
}
