import { Alerts, Backup, defineApp, monitoring, Scaler, StatefulService, toHttps } from '#plumb';

export default defineApp({
  description: 'Takes alerts in, finds what they have in common, and tells those on call',
  scope: 'region',
  // It is needed most when everything else fails, so once it runs it depends on none of it.
  tier: 0,
  dependsOn: ['external-secrets', 'karpenter', 'keda', 'velero'],
  load: { requestsPerSecondPerPod: 50, serviceTimeMs: 10, readySeconds: 12 },
  settings: {
    resources: { cpu: '1', memory: '1Gi' },
    storage: { size: '10Gi' },
    // CPU: it is read from the kubelets alone, so that scaling still works when Prometheus, the queue or the network
    // between them is what the incident is about.
    // Three, so that two are left when one has to go.
    scaling: {
      minReplicas: 3,
      maxReplicas: 6,
      cpuPercent: 50,
      scaleUp: { stabilizationSeconds: 0, pods: 2, periodSeconds: 30 },
      scaleDown: { stabilizationSeconds: 1800, pods: 1, periodSeconds: 600 },
    },
    backup: { recoveryPointMinutes: 15, durationMinutes: 3, retentionDays: 30 },
  },

  render(chart) {
    // Every pod is a shard: alerts go to pods by their fingerprint, and to the next one while a pod is away.
    const incidents = new StatefulService(chart, 'incidents', {
      priorityClassName: 'incident',
      capacity: 'on-demand',
      // Nodes that nobody else can fill.
      pool: 'incident',
      zoneSpread: 'required',
      // Never below two, whoever drains nodes.
      minAvailable: 2,
      // It must answer when the mesh does not.
      meshed: false,
      mountPath: '/journal',
      secrets: ['PAGER_TOKEN'],
      allowFrom: [monitoring()],
      connectTo: [toHttps()],
    });
    new Scaler(chart, 'scaler', { workload: incidents });
    const backup = new Backup(chart, 'backup');
    new Alerts(chart, 'alerts', { workload: incidents, backup });
  },
});
