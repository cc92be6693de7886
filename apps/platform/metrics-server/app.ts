import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description:
    'Serves what pods use of CPU and memory: scalers on either, vertical or horizontal, read it here',
  scope: 'region',
  tier: 0,
  dependsOn: ['cluster-basics', 'monitoring'],
  charts: {
    'metrics-server': {
      repository: 'https://kubernetes-sigs.github.io/metrics-server',
      version: '3.13.0',
      values: {
        replicas: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        metrics: { enabled: true },
        serviceMonitor: { enabled: true },
      },
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
