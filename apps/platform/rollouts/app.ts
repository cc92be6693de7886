import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Argo Rollouts: releases new versions step by step, and takes bad ones back',
  scope: 'region',
  tier: 0,
  namespace: 'argo-rollouts',
  dependsOn: ['cluster-basics', 'istio', 'monitoring'],
  charts: {
    'argo-rollouts': {
      repository: 'https://argoproj.github.io/argo-helm',
      version: '2.41.0',
      values: {
        controller: {
          replicas: 2,
          image: { tag: 'v1.10.1' },
          priorityClassName: 'tier-0',
          pdb: { enabled: true, minAvailable: 1 },
          metrics: { enabled: true, serviceMonitor: { enabled: true } },
        },
      },
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
