import { defineApp, GitOps, PlatformNamespace } from '#plumb';

export default defineApp({
  description: "The environment's Argo CD: what it may sync, and what it syncs",
  scope: 'hub',
  tier: 0,
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
    new GitOps(chart, 'gitops');
  },
});
