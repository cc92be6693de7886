import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Sizes the requests of containers, in place where it may',
  scope: 'region',
  tier: 1,
  dependsOn: ['cluster-basics', 'monitoring'],
  charts: {
    'vertical-pod-autoscaler': {
      repository: 'https://kubernetes.github.io/autoscaler',
      version: '0.8.1',
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
