import { defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Sizes the requests of containers, in place where it may',
  scope: 'region',
  tier: 1,
  dependsOn: ['cluster-basics', 'metrics-server', 'monitoring'],
  charts: {
    'vertical-pod-autoscaler': {
      repository: 'https://kubernetes.github.io/autoscaler',
      version: '0.13.0',
      values: {
        // The chart's own leave out what Pod Security's `restricted` asks for.
        podSecurityContext: {
          runAsNonRoot: true,
          runAsUser: 65534,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containerSecurityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        admissionController: { priorityClassName: 'tier-0' },
        recommender: { priorityClassName: 'tier-0' },
        updater: { priorityClassName: 'tier-0' },
      },
    },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
