import { Alerts, appPods, defineApp, GpuInference, predictor, Scaler, toApp, toHttps } from '#plumb';

export default defineApp({
  description: 'Answers questions from retrieved passages with a language model of its own',
  scope: 'region',
  tier: 2,
  features: ['gpu-g6'],
  dependsOn: ['istio', 'karpenter', 'keda', 'knowledge-sage'],
  load: { requestsPerSecondPerPod: 4, serviceTimeMs: 900, readySeconds: 180 },
  settings: {
    resources: { cpu: '6', memory: '24Gi', gpus: 1 },
    // Predictive: a GPU node and the model on it take five minutes, so what is asked for must be asked for before it is
    // needed; latency corrects a forecast that was too low.
    scaling: {
      minReplicas: 1,
      maxReplicas: 6,
      predictedRequestsPerSecondPerPod: 4,
      latencyMilliseconds: 2500,
      fallbackReplicas: 2,
      scaleUp: { stabilizationSeconds: 60, pods: 2, periodSeconds: 120 },
      scaleDown: { stabilizationSeconds: 1200, pods: 1, periodSeconds: 300 },
    },
    // No canary: at its end both versions would hold their GPUs.
  },

  render(chart, context) {
    const answers = new GpuInference(chart, 'answers', {
      gpuModel: 'l4',
      config: { KNOWLEDGE_URL: 'http://knowledge-sage.knowledge-sage.svc.cluster.local' },
      // A long answer is finished before the pod stops.
      shutdownSeconds: 90,
      allowFrom: [appPods('task-sage')],
      connectTo: [toApp('knowledge-sage', 8080), toHttps()],
    });
    new Scaler(chart, 'scaler', { workload: answers, bindings: { predictor: predictor(context) } });
    new Alerts(chart, 'alerts', {
      workload: answers,
      objective: { availabilityPercent: 99.5, latencyMilliseconds: 2500 },
    });
  },
});
