import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'AWS Load Balancer Controller: gives the gateway its network load balancer',
  scope: 'region',
  tier: 0,
  dependsOn: ['cluster-basics'],
  charts: {
    'aws-load-balancer-controller': {
      repository: 'https://aws.github.io/eks-charts',
      version: '1.13.3',
      values: {
        clusterName: '$(CLUSTER_NAME)',
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
