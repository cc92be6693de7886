import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Scales workloads by events: queues, schedules, Prometheus and predictions',
  scope: 'region',
  tier: 0,
  dependsOn: ['cluster-basics', 'metrics-server', 'monitoring'],
  charts: {
    keda: {
      repository: 'https://kedacore.github.io/charts',
      version: '2.21.0',
      values: {
        operator: { replicaCount: 2 },
        metricsServer: { replicaCount: 2 },
        webhooks: { replicaCount: 2, failurePolicy: 'Fail' },
        priorityClassName: 'tier-0',
        podDisruptionBudget: {
          operator: { minAvailable: 1 },
          metricServer: { minAvailable: 1 },
          webhooks: { minAvailable: 1 },
        },
        prometheus: {
          operator: { enabled: true, serviceMonitor: { enabled: true } },
          metricServer: { enabled: true, serviceMonitor: { enabled: true } },
        },
      },
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
