import { ClusterManifest, conventions, defineApp, type kinds, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Issues and renews the certificates of public names',
  scope: 'region',
  tier: 0,
  dependsOn: ['cluster-basics', 'monitoring'],
  charts: {
    'cert-manager': {
      repository: 'https://charts.jetstack.io',
      version: 'v1.21.2',
      values: {
        crds: { enabled: true, keep: true },
        replicaCount: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        prometheus: { servicemonitor: { enabled: true } },
        global: { priorityClassName: 'tier-0', leaderElection: { namespace: 'cert-manager' } },
      },
    },
  },
  settings: {},

  render(chart, { environment: { domain }, region }) {
    new PlatformNamespace(chart, 'namespace');
    new ClusterManifest<kinds.ClusterIssuer>(chart, 'issuer', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: conventions.CERTIFICATE_ISSUER },
      spec: {
        acme: {
          server: 'https://acme-v02.api.letsencrypt.org/directory',
          privateKeySecretRef: { name: 'acme-account' },
          // Wildcards can only be proved by DNS.
          solvers: [{ selector: { dnsZones: [domain] }, dns01: { route53: { region: region.name } } }],
        },
      },
    });
  },
});
