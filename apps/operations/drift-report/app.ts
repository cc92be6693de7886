import { defineApp } from '#plumb';
import { alertOnMerges } from './alerts.ts';
import { addMerge } from './merge.ts';
import { addReport } from './report.ts';

export default defineApp({
  description: 'Tells every night what the clusters have that git does not say',
  scope: 'region',
  tier: 3,
  // Beside the account that compares, which is this app's `drift`.
  namespace: 'drift',
  dependsOn: ['drift', 'karpenter', 'monitoring'],
  // What is served are objects that are compared.
  load: { requestsPerSecondPerPod: 300, serviceTimeMs: 3, readySeconds: 10 },
  settings: {
    // Where an environment has the bucket, and releases the image.
    enabled: false,
    resources: { cpu: '500m', memory: '1Gi' },
  },

  render(chart, context) {
    addReport(chart, context);
    if (context.region.name !== context.environment.hub) return;
    addMerge(chart, context);
    alertOnMerges(chart);
  },
});
