import { type AppChart, type kinds, Manifest } from '#plumb';

/** Requests that one address may make in five minutes before it is held back. */
const REQUESTS_PER_ADDRESS = 10_000;

const MANAGED_GROUPS = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
];

/** The web application firewall before the distribution. */
export function addFirewall(chart: AppChart, name: string): void {
  const visibility = (metricName: string) => ({
    metricName,
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: true,
  });
  new Manifest<kinds.WebACL>(chart, 'firewall', {
    apiVersion: 'wafv2.services.k8s.aws/v1alpha1',
    kind: 'WebACL',
    metadata: { name },
    spec: {
      name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rules: [
        {
          name: 'rate-per-address',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: REQUESTS_PER_ADDRESS,
              evaluationWindowSec: 300,
            },
          },
          visibilityConfig: visibility('rate-per-address'),
        },
        ...MANAGED_GROUPS.map((group, index) => ({
          name: group,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: group } },
          visibilityConfig: visibility(group),
        })),
      ],
    },
  });
}
