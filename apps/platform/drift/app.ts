import { DriftAccess, defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'The account that compares this cluster with git, and may change nothing',
  scope: 'region',
  tier: 0,
  // Until its policy is there, nothing but its verbs would confine the account.
  dependsOn: ['policies'],
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
    new DriftAccess(chart, 'access');
  },
});
