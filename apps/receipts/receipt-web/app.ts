import { Alerts, defineApp, HttpService, Scaler, toApp } from '#plumb';

export default defineApp({
  description: 'Web pages in which people photograph, look through and correct their receipts',
  scope: 'region',
  tier: 1,
  // Receipts are financial records of persons.
  jurisdictions: ['JP', 'US', 'EU'],
  dependsOn: ['external-secrets', 'istio-ingress', 'karpenter', 'keda', 'receipt-api', 'rollouts'],
  load: { requestsPerSecondPerPod: 120, serviceTimeMs: 8, readySeconds: 10 },
  settings: {
    resources: { cpu: '1500m', memory: '768Mi' },
    // Request rate: every page costs about the same, so the count of requests is the load, known before CPU shows it.
    scaling: {
      minReplicas: 3,
      maxReplicas: 30,
      requestsPerSecondPerPod: 120,
      fallbackReplicas: 8,
      scaleUp: { stabilizationSeconds: 0, percent: 100, periodSeconds: 15 },
      scaleDown: { stabilizationSeconds: 300, percent: 20, periodSeconds: 60 },
    },
    canary: {
      weightsPercent: [10, 30, 60],
      pauseSeconds: 180,
      maxErrorRatePercent: 1,
      maxLatencyMilliseconds: 400,
    },
  },

  render(chart) {
    const web = new HttpService(chart, 'web', {
      exposed: true,
      config: { API_URL: 'http://receipt-api.receipt-api.svc.cluster.local' },
      secrets: ['SESSION_KEY'],
      connectTo: [toApp('receipt-api', 8080)],
    });
    new Scaler(chart, 'scaler', { workload: web });
    new Alerts(chart, 'alerts', {
      workload: web,
      objective: { availabilityPercent: 99.9, latencyMilliseconds: 400 },
    });
  },
});
