import {
  Alerts,
  appPods,
  defineApp,
  HttpService,
  Scaler,
  sqsQueue,
  toApp,
  toHttps,
  toPrivateNetwork,
  VerticalScaler,
} from '#plumb';

export default defineApp({
  description:
    'The API behind the web and mobile clients: takes receipts in, answers what was read from them',
  scope: 'region',
  tier: 1,
  // Receipts are financial records of persons.
  jurisdictions: ['JP', 'US', 'EU'],
  dependsOn: [
    'external-secrets',
    'istio-ingress',
    'karpenter',
    'keda',
    'receipt-classifier',
    'rollouts',
    'vertical-pod-autoscaler',
  ],
  load: { requestsPerSecondPerPod: 80, serviceTimeMs: 12, readySeconds: 20 },
  settings: {
    resources: { cpu: '1500m', memory: '1Gi' },
    // Hybrid: the request rate follows demand at once, CPU catches the expensive requests that a count does not show,
    // and before offices in Japan open the pods are there already.
    scaling: {
      minReplicas: 3,
      maxReplicas: 40,
      requestsPerSecondPerPod: 80,
      cpuPercent: 70,
      schedules: {
        'office-hours': { timezone: 'Asia/Tokyo', start: '30 8 * * 1-5', end: '0 19 * * 1-5', replicas: 6 },
      },
      fallbackReplicas: 12,
      scaleUp: { stabilizationSeconds: 0, percent: 100, periodSeconds: 15 },
      scaleDown: { stabilizationSeconds: 300, percent: 20, periodSeconds: 60 },
    },
    canary: {
      weightsPercent: [5, 20, 50],
      pauseSeconds: 300,
      maxErrorRatePercent: 1,
      maxLatencyMilliseconds: 250,
    },
  },

  render(chart, context) {
    const api = new HttpService(chart, 'api', {
      exposed: true,
      config: {
        CLASSIFIER_URL: 'http://receipt-classifier.receipt-classifier.svc.cluster.local',
        OCR_QUEUE_URL: sqsQueue(context, 'receipt-ocr').url,
      },
      secrets: ['DATABASE_URL', 'SESSION_KEY'],
      allowFrom: [appPods('receipt-web')],
      connectTo: [toApp('receipt-classifier', 8080), toPrivateNetwork(5432), toHttps()],
    });
    new Scaler(chart, 'scaler', { workload: api });
    // Replicas follow CPU, so that it only recommends; people take it up here.
    new VerticalScaler(chart, 'vertical-scaler', {
      workload: api,
      maxAllowed: { cpu: '4', memory: '4Gi' },
    });
    new Alerts(chart, 'alerts', {
      workload: api,
      objective: { availabilityPercent: 99.95, latencyMilliseconds: 250 },
    });
  },
});
