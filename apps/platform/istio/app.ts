import { defineApp, ignoreDifference, type kinds, Manifest, PlatformNamespace } from '#plumb';

const CHARTS = 'https://istio-release.storage.googleapis.com/charts';
const VERSION = '1.31.1';

export default defineApp({
  description: 'The service mesh: mutual TLS, traffic weights, and metrics of every request',
  scope: 'region',
  tier: 0,
  namespace: 'istio-system',
  dependsOn: ['cluster-basics'],
  charts: {
    base: { repository: CHARTS, version: VERSION },
    // Sets up the proxies' network in a DaemonSet, so that no pod of an app needs NET_ADMIN.
    cni: { repository: CHARTS, version: VERSION },
    istiod: {
      repository: CHARTS,
      version: VERSION,
      values: {
        autoscaleMin: 2,
        global: { priorityClassName: 'tier-0' },
        // A native sidecar outlives its pod's containers: they finish their requests, and jobs end.
        pilot: { cni: { enabled: true }, env: { ENABLE_NATIVE_SIDECARS: 'true' } },
        meshConfig: {
          // Pods wait for their proxy, and the proxy for its pod: no request falls between them.
          defaultConfig: { holdApplicationUntilProxyStarts: true },
          outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
        },
      },
    },
  },
  settings: {},

  render(chart, { namespace }) {
    // The CNI's DaemonSet mounts the node's network plugins.
    new PlatformNamespace(chart, 'namespace', { podSecurity: 'privileged' });
    for (const name of ['istio-validator-istio-system', 'istiod-default-validator']) {
      ignoreDifference(chart, {
        group: 'admissionregistration.k8s.io',
        kind: 'ValidatingWebhookConfiguration',
        name,
        jqPathExpressions: ['.webhooks[].failurePolicy', '.webhooks[].clientConfig.caBundle'],
        reason: 'istiod closes the webhook, which its chart opens, as soon as it answers',
      });
    }
    // In Istio's own namespace, both hold for the whole mesh.
    new Manifest<kinds.PeerAuthentication>(chart, 'mutual-tls', {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default', namespace },
      spec: { mtls: { mode: 'STRICT' } },
    });
    new Manifest<kinds.Telemetry>(chart, 'telemetry', {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: { name: 'default', namespace },
      spec: { metrics: [{ providers: [{ name: 'prometheus' }] }] },
    });
  },
});
