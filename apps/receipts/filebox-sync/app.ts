import { Alerts, BatchJob, defineApp, QueueWorker, Scaler, sqsQueue, toPrivateNetwork } from '#plumb';

export default defineApp({
  description: 'Copies documents between the file box of the accounting service and its customers',
  scope: 'region',
  tier: 3,
  // Accounting documents name persons and sums.
  jurisdictions: ['JP', 'US', 'EU'],
  dependsOn: ['external-secrets', 'karpenter', 'keda'],
  load: { requestsPerSecondPerPod: 4, serviceTimeMs: 400, readySeconds: 10 },
  settings: {
    resources: { cpu: '500m', memory: '512Mi' },
    // Time: customers upload in the morning and correct in the afternoon of working days; that is known beforehand, and
    // at night one pod keeps up.
    scaling: {
      minReplicas: 1,
      maxReplicas: 12,
      schedules: {
        morning: { timezone: 'Asia/Tokyo', start: '45 8 * * 1-5', end: '0 12 * * 1-5', replicas: 10 },
        afternoon: { timezone: 'Asia/Tokyo', start: '0 12 * * 1-5', end: '30 18 * * 1-5', replicas: 5 },
      },
      scaleDown: { stabilizationSeconds: 300, percent: 50, periodSeconds: 60 },
    },
  },

  render(chart, context) {
    const common = { secrets: ['DATABASE_URL'], connectTo: [toPrivateNetwork(5432)] };
    const sync = new QueueWorker(chart, 'sync', { ...common, queue: sqsQueue(context) });
    new Scaler(chart, 'scaler', { workload: sync });
    new Alerts(chart, 'alerts', { workload: sync });

    // What was missed by day is found at night.
    new BatchJob(chart, 'comparison', {
      ...common,
      name: 'filebox-comparison',
      args: ['compare'],
      schedule: '0 2 * * *',
      timeZone: 'Asia/Tokyo',
      resources: { cpu: '500m', memory: '1Gi' },
      capacity: 'spot',
      deadlineSeconds: 3 * 3600,
    });
  },
});
