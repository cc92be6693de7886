import { Alerts, defineApp, predictor, QueueWorker, Scaler, sqsQueue, toApp } from '#plumb';

export default defineApp({
  description: 'Works through tasks in several steps: plans, calls tools, checks the outcome',
  scope: 'region',
  tier: 2,
  dependsOn: ['external-secrets', 'istio', 'karpenter', 'keda', 'knowledge-sage'],
  load: { requestsPerSecondPerPod: 0.5, serviceTimeMs: 8000, readySeconds: 15 },
  settings: {
    // A task mostly waits for answers of others, so that one pod has four of them under way.
    resources: { cpu: '500m', memory: '2Gi' },
    // Formula: tasks waiting now and tasks about to come have different units; at 8 s each, arrivals per second times
    // eight are tasks under way (Little's law), and the larger of the two decides. Without a forecast the queue alone does.
    scaling: {
      minReplicas: 1,
      maxReplicas: 40,
      queueLengthPerPod: 4,
      predictedRequestsPerSecondPerPod: 0.5,
      formula: 'queue == nil ? nil : max(queue, (predicted ?? 0) * 8)',
      formulaTarget: 4,
      fallbackReplicas: 6,
      scaleUp: { stabilizationSeconds: 0, percent: 100, pods: 4, periodSeconds: 30 },
      scaleDown: { stabilizationSeconds: 300, percent: 25, periodSeconds: 60 },
    },
  },

  render(chart, context) {
    const queue = sqsQueue(context);
    const tasks = new QueueWorker(chart, 'tasks', {
      queue,
      capacity: 'spot',
      config: {
        KNOWLEDGE_URL: 'http://knowledge-sage.knowledge-sage.svc.cluster.local',
        RETRIEVAL_URL: 'http://rag-sage.rag-sage.svc.cluster.local',
      },
      secrets: ['MODEL_API_KEY'],
      connectTo: [toApp('knowledge-sage', 8080), toApp('rag-sage', 8080)],
    });
    new Scaler(chart, 'scaler', { workload: tasks, bindings: { queue, predictor: predictor(context) } });
    new Alerts(chart, 'alerts', { workload: tasks });
  },
});
