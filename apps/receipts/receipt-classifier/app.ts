import { Alerts, appPods, defineApp, HttpService, Scaler, toHttps, VerticalScaler } from '#plumb';

export default defineApp({
  description: 'Proposes an account and a tax category for what was read from a receipt',
  scope: 'region',
  tier: 2,
  // Receipts are financial records of persons.
  jurisdictions: ['JP', 'US', 'EU'],
  dependsOn: ['karpenter', 'keda', 'rollouts', 'vertical-pod-autoscaler'],
  load: { requestsPerSecondPerPod: 20, serviceTimeMs: 60, readySeconds: 45 },
  settings: {
    resources: { cpu: '2', memory: '4Gi' },
    // Latency: requests wait for the model while CPU is not yet full, and long receipts take ten times as long as short
    // ones, so that neither usage nor a count of requests tells when users wait.
    scaling: {
      minReplicas: 2,
      maxReplicas: 24,
      latencyMilliseconds: 150,
      scaleUp: { stabilizationSeconds: 30, percent: 100, periodSeconds: 60 },
      scaleDown: { stabilizationSeconds: 600, percent: 10, periodSeconds: 60 },
    },
    canary: {
      weightsPercent: [10, 50],
      pauseSeconds: 300,
      maxErrorRatePercent: 1,
      maxLatencyMilliseconds: 300,
    },
  },

  render(chart) {
    const largest = { cpu: '4', memory: '8Gi' };
    const classifier = new HttpService(chart, 'classifier', {
      maxResources: largest,
      config: { MODEL_CACHE: '/models' },
      scratch: [{ path: '/models', size: '2Gi' }],
      allowFrom: [appPods('receipt-api')],
      // The model is fetched from a bucket at the start.
      connectTo: [toHttps()],
    });
    new Scaler(chart, 'scaler', { workload: classifier });
    // Replicas follow latency: what a pod is given can be sized in place as models grow.
    new VerticalScaler(chart, 'vertical-scaler', { workload: classifier, maxAllowed: largest });
    new Alerts(chart, 'alerts', {
      workload: classifier,
      objective: { availabilityPercent: 99.9, latencyMilliseconds: 300 },
    });
  },
});
