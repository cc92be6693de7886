import { defineApp, PlatformNamespace } from '#plumb';
import { addNames } from './dns.ts';
import { addFirewall } from './firewall.ts';
import { addImages } from './images.ts';

export default defineApp({
  description:
    'How users reach the environment: names, the nearest healthy region, the edge cache and its firewall',
  scope: 'global',
  tier: 0,
  dependsOn: ['aws-controllers'],
  settings: {},

  render(chart, context) {
    new PlatformNamespace(chart, 'namespace');
    const { config = {} } = context.settings;
    addNames(chart, context);
    addFirewall(chart, `${context.environment.name}-public`);
    addImages(chart, context, {
      cachePolicyId: config['CACHE_POLICY_ID'],
      webAclArn: config['WEB_ACL_ARN'],
      certificateArn: config['CERTIFICATE_ARN'],
      distributionDomain: config['DISTRIBUTION_DOMAIN'],
    });
  },
});
