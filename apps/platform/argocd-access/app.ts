import { ClusterAccess, defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: "What the hub's Argo CD may do in this cluster",
  scope: 'region',
  tier: 0,
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
    new ClusterAccess(chart, 'access');
  },
});
