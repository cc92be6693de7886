import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: "Publishes the address of the region's load balancer under the gateway's own name",
  scope: 'region',
  tier: 0,
  dependsOn: ['istio'],
  charts: {
    'external-dns': {
      repository: 'https://kubernetes-sigs.github.io/external-dns',
      version: '1.19.0',
      values: {
        provider: { name: 'aws' },
        sources: ['istio-gateway'],
        // The public names themselves belong to the app `traffic`, which spreads them over the regions.
        annotationFilter: 'plumbline.dev/publish=true',
        policy: 'upsert-only',
        txtOwnerId: '$(CLUSTER_NAME)',
        extraArgs: ['--aws-zone-type=public'],
        priorityClassName: 'tier-0',
      },
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
