import { AdmissionPolicies, defineApp, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'What the API server admits: the policies that pull requests are judged by',
  scope: 'region',
  tier: 0,
  settings: {},

  render(chart) {
    // Parameters of policies are here.
    new PlatformNamespace(chart, 'namespace');
    new AdmissionPolicies(chart, 'policies');
  },
});
