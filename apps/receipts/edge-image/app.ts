import { Alerts, defineApp, HttpService, Scaler, toHttps } from '#plumb';

export default defineApp({
  description: 'Origin behind CloudFront that cuts photographs of receipts to the size a client asks for',
  scope: 'region',
  tier: 2,
  // Receipts are financial records of persons.
  jurisdictions: ['JP', 'US', 'EU'],
  dependsOn: ['external-secrets', 'istio-ingress', 'karpenter', 'keda', 'rollouts'],
  load: { requestsPerSecondPerPod: 40, serviceTimeMs: 25, readySeconds: 8 },
  settings: {
    resources: { cpu: '1500m', memory: '1Gi' },
    // Network: each request reads an original of about a megabyte, so the network is full before the CPU is.
    scaling: {
      minReplicas: 2,
      maxReplicas: 30,
      networkMegabitsPerSecondPerPod: 300,
      fallbackReplicas: 6,
      scaleUp: { stabilizationSeconds: 0, percent: 100, periodSeconds: 30 },
      scaleDown: { stabilizationSeconds: 300, percent: 25, periodSeconds: 60 },
    },
    canary: {
      weightsPercent: [20, 50],
      pauseSeconds: 120,
      maxErrorRatePercent: 1,
      maxLatencyMilliseconds: 500,
    },
  },

  render(chart) {
    const images = new HttpService(chart, 'images', {
      exposed: true,
      // CloudFront answers most requests from its cache, and asks again when a node is taken away.
      capacity: 'spot',
      config: { CACHE_CONTROL: 'private, max-age=31536000, immutable' },
      secrets: ['URL_SIGNING_KEY'],
      connectTo: [toHttps()],
    });
    new Scaler(chart, 'scaler', { workload: images });
    new Alerts(chart, 'alerts', {
      workload: images,
      objective: { availabilityPercent: 99.9, latencyMilliseconds: 500 },
    });
  },
});
