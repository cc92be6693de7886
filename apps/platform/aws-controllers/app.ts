import { defineApp, PlatformNamespace } from '#plumb';

const ACK = 'oci://public.ecr.aws/aws-controllers-k8s';

/** CloudFront, and what is attached to it, is managed in this region only, wherever the hub is. */
const GLOBAL_REGION = { aws: { region: 'us-east-1' } };

export default defineApp({
  description: 'ACK: makes the AWS resources that other apps of the hub describe as objects',
  scope: 'hub',
  tier: 1,
  namespace: 'ack-system',
  charts: {
    'cloudfront-chart': { repository: ACK, version: '1.2.5', values: GLOBAL_REGION },
    'route53-chart': { repository: ACK, version: '1.3.2', values: GLOBAL_REGION },
    'wafv2-chart': { repository: ACK, version: '1.1.4', values: GLOBAL_REGION },
  },
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
  },
});
