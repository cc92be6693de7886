import { Alerts, appPods, Backup, defineApp, Scaler, StatefulService, toHttps, VerticalScaler } from '#plumb';

export default defineApp({
  description:
    'Keeps what the company knows in an index in memory, and finds the passages that answer a question',
  scope: 'region',
  tier: 1,
  dependsOn: ['istio', 'karpenter', 'keda', 'velero', 'vertical-pod-autoscaler'],
  load: { requestsPerSecondPerPod: 30, serviceTimeMs: 40, readySeconds: 90 },
  settings: {
    resources: { cpu: '2', memory: '16Gi' },
    storage: { size: '100Gi' },
    // Memory: every pod is a shard of the index, which is spread anew over however many there are, so that one shard
    // more lowers everyone's use. Moving parts of the index takes minutes; so does each step, most of all downwards.
    scaling: {
      minReplicas: 3,
      maxReplicas: 12,
      memoryPercent: 75,
      scaleUp: { stabilizationSeconds: 120, pods: 1, periodSeconds: 300 },
      scaleDown: { stabilizationSeconds: 3600, pods: 1, periodSeconds: 1800 },
    },
    backup: { recoveryPointMinutes: 60, durationMinutes: 20, retentionDays: 14 },
  },

  render(chart) {
    const largest = { cpu: '6', memory: '16Gi' };
    const index = new StatefulService(chart, 'index', {
      maxResources: largest,
      zoneSpread: 'required',
      mountPath: '/index',
      // The index is written out before a shard stops.
      shutdownSeconds: 120,
      allowFrom: [appPods('rag-sage'), appPods('task-sage')],
      connectTo: [toHttps()],
    });
    new Scaler(chart, 'scaler', { workload: index });
    // Replicas follow memory, so CPU can be sized in place, without a restart that would load the index anew.
    new VerticalScaler(chart, 'vertical-scaler', {
      workload: index,
      resources: ['cpu'],
      maxAllowed: largest,
    });
    const backup = new Backup(chart, 'backup');
    new Alerts(chart, 'alerts', {
      workload: index,
      backup,
      objective: { availabilityPercent: 99.9, latencyMilliseconds: 300 },
    });
  },
});
