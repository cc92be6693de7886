import { ClusterManifest, conventions, defineApp, type kinds, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Brings secrets from AWS Secrets Manager into namespaces; none is ever in git',
  scope: 'region',
  tier: 0,
  dependsOn: ['cluster-basics', 'monitoring'],
  charts: {
    'external-secrets': {
      repository: 'https://charts.external-secrets.io',
      version: '1.3.1',
      values: {
        replicaCount: 2,
        leaderElect: true,
        priorityClassName: 'tier-0',
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        serviceMonitor: { enabled: true },
      },
    },
  },
  settings: {},

  render(chart, { region, environment }) {
    new PlatformNamespace(chart, 'namespace');
    new ClusterManifest<kinds.ClusterSecretStore>(chart, 'store', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: conventions.SECRET_STORE },
      spec: {
        provider: {
          aws: { service: 'SecretsManager', region: region.name },
        },
        // Only namespaces of this environment's apps; a namespace made by hand gets no secret.
        conditions: [
          {
            namespaceSelector: {
              matchLabels: {
                'app.kubernetes.io/managed-by': 'plumbline',
                'plumbline.dev/environment': environment.name,
              },
            },
          },
        ],
      },
    });
  },
});
