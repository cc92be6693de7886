import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'AWS Load Balancer Controller: gives the gateway its network load balancer',
  scope: 'region',
  tier: 0,
  dependsOn: ['cert-manager', 'cluster-basics'],
  charts: {
    'aws-load-balancer-controller': {
      repository: 'https://aws.github.io/eks-charts',
      version: '1.13.3',
      values: {
        clusterName: '$(CLUSTER_NAME)',
        // Pods do not reach the metadata service, where the controller would look otherwise.
        vpcTags: { Name: '$(CLUSTER_NAME)' },
        // The chart would make a new certificate each time it is rendered, and so never be in sync.
        enableCertManager: true,
        // Only the gateway's Service is ours to balance, and it says so itself. The webhook would stop every Service of the
        // cluster from being made while the controller is away.
        createIngressClassResource: false,
        ingressClassParams: { create: false },
        enableServiceMutatorWebhook: false,
        // The chart's own leave out what Pod Security's `restricted` asks for.
        podSecurityContext: { fsGroup: 65534, seccompProfile: { type: 'RuntimeDefault' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
        },
        priorityClassName: 'tier-0',
        podDisruptionBudget: { maxUnavailable: 1 },
      },
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
