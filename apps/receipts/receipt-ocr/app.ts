import { Alerts, defineApp, QueueWorker, Scaler, sqsQueue, toPrivateNetwork } from '#plumb';

export default defineApp({
  description: 'Reads the text of receipts from their photographs',
  scope: 'region',
  tier: 2,
  // Receipts are financial records of persons.
  jurisdictions: ['JP', 'US', 'EU'],
  dependsOn: ['external-secrets', 'karpenter', 'keda'],
  load: { requestsPerSecondPerPod: 0.5, serviceTimeMs: 2500, readySeconds: 25 },
  settings: {
    resources: { cpu: '2', memory: '3Gi' },
    // Queue: the backlog is the work, one minute of it for each pod; with nothing to read, nothing runs.
    scaling: {
      minReplicas: 0,
      maxReplicas: 60,
      queueLengthPerPod: 30,
      pollingSeconds: 15,
      cooldownSeconds: 300,
      fallbackReplicas: 4,
      scaleUp: { stabilizationSeconds: 0, percent: 200, pods: 8, periodSeconds: 30 },
      scaleDown: { stabilizationSeconds: 120, percent: 50, periodSeconds: 60 },
    },
  },

  render(chart, context) {
    const queue = sqsQueue(context);
    const ocr = new QueueWorker(chart, 'ocr', {
      queue,
      // A message that is cut off goes back to the queue and is read again elsewhere.
      capacity: 'spot',
      config: { OCR_THREADS: '2' },
      secrets: ['DATABASE_URL'],
      scratch: [{ path: '/work', size: '4Gi' }],
      connectTo: [toPrivateNetwork(5432)],
    });
    new Scaler(chart, 'scaler', { workload: ocr, bindings: { queue } });
    new Alerts(chart, 'alerts', { workload: ocr });
  },
});
