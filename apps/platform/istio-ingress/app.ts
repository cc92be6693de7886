import { conventions, defineApp, type kinds, Manifest, PlatformNamespace } from '#plumb';

/** Secret with the certificate of the public names, which cert-manager keeps. */
const CERTIFICATE = 'public-tls';

export default defineApp({
  description:
    "The region's entry: a network load balancer, the Istio gateway behind it, and its certificate",
  scope: 'region',
  tier: 0,
  namespace: conventions.GATEWAY_NAMESPACE,
  dependsOn: ['cert-manager', 'istio', 'load-balancer', 'metrics-server'],
  charts: {
    gateway: {
      repository: 'https://istio-release.storage.googleapis.com/charts',
      version: '1.31.1',
      values: {
        priorityClassName: 'tier-0',
        autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 12 },
        podDisruptionBudget: { minAvailable: 2 },
        // The chart's own sysctl, and the profile without which Pod Security's `restricted` refuses the pods.
        securityContext: {
          sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
          seccompProfile: { type: 'RuntimeDefault' },
        },
        topologySpreadConstraints: [
          {
            topologyKey: 'topology.kubernetes.io/zone',
            maxSkew: 1,
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { istio: 'gateway' } },
          },
        ],
        service: {
          annotations: {
            'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
            'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
            'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
            // Callers stay in the zone that answered their DNS question.
            'service.beta.kubernetes.io/aws-load-balancer-attributes':
              'dns_record.client_routing_policy=availability_zone_affinity',
          },
        },
      },
    },
  },
  settings: {},

  render(chart, { environment: { domain }, region }) {
    new PlatformNamespace(chart, 'namespace');
    const name = conventions.gatewayHost(region.name, domain);
    new Manifest<kinds.Certificate>(chart, 'certificate', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: CERTIFICATE },
      spec: {
        secretName: CERTIFICATE,
        dnsNames: [`*.${domain}`, name],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: conventions.CERTIFICATE_ISSUER },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    });
    const server = (host: string[]) => [
      { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: host, tls: { httpsRedirect: true } },
      {
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        hosts: host,
        tls: { mode: 'SIMPLE' as const, credentialName: CERTIFICATE, minProtocolVersion: 'TLSV1_2' as const },
      },
    ];
    new Manifest<kinds.Gateway>(chart, 'public', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: conventions.PUBLIC_GATEWAY.split('/')[1] ?? '' },
      spec: { selector: { istio: 'gateway' }, servers: server([`*.${domain}`]) },
    });
    // The region's own name: external-dns publishes the load balancer under it, and health checks ask it.
    new Manifest<kinds.Gateway>(chart, 'own-name', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'own-name', annotations: { 'plumbline.dev/publish': 'true' } },
      spec: { selector: { istio: 'gateway' }, servers: server([name]) },
    });
    new Manifest<kinds.VirtualService>(chart, 'health', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'health' },
      spec: {
        hosts: [name],
        gateways: ['own-name'],
        http: [
          { match: [{ uri: { exact: conventions.GATEWAY_HEALTH_PATH } }], directResponse: { status: 200 } },
        ],
      },
    });
  },
});
