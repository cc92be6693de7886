import { type AppChart, type AppContext, type kinds, Manifest } from '#plumb';
import { KEPT_WHEN_DELETED } from './kept.ts';

/**
 * Policies that AWS keeps, used until ours exists and its id is known: nothing is cached, and the query reaches the
 * origin. (`CachingOptimized` would leave the query out, so that every size of an image got the same answer.)
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/**
 * Names that AWS chooses when it makes a resource. Git cannot know them before; once they exist, they are put into
 * `apps.traffic.config` of the environment, and the next sync connects the resources.
 */
export interface ChosenByAws {
  readonly cachePolicyId?: string | undefined;
  readonly webAclArn?: string | undefined;
  readonly certificateArn?: string | undefined;
  /** Of the distribution, e.g. `d111111abcdef8.cloudfront.net`. */
  readonly distributionDomain?: string | undefined;
}

type Configuration = kinds.Distribution['spec']['distributionConfig'];
type Origin = NonNullable<NonNullable<Configuration['origins']>['items']>[number];

/** What CloudFront does with requests for images. */
export function addDistribution(
  chart: AppChart,
  name: string,
  environment: AppContext['environment'],
  chosen: ChosenByAws,
): void {
  const origin = `edge-image.${environment.domain}`;
  new Manifest<kinds.Distribution>(chart, 'distribution', {
    apiVersion: 'cloudfront.services.k8s.aws/v1alpha1',
    kind: 'Distribution',
    metadata: { name, annotations: KEPT_WHEN_DELETED },
    spec: {
      distributionConfig: {
        enabled: true,
        comment: `Images of ${environment.name}`,
        httpVersion: 'http2and3',
        isIPV6Enabled: true,
        priceClass: 'PriceClass_All',
        ...(chosen.webAclArn !== undefined && { webACLID: chosen.webAclArn }),
        ...certificate(`images.${environment.domain}`, chosen.certificateArn),
        origins: { items: [imageMaker(origin, environment.hub)] },
        defaultCacheBehavior: {
          targetOriginID: origin,
          viewerProtocolPolicy: 'redirect-to-https',
          allowedMethods: { items: ['GET', 'HEAD'], cachedMethods: { items: ['GET', 'HEAD'] } },
          compress: false,
          ...(chosen.cachePolicyId === undefined
            ? { cachePolicyID: CACHING_DISABLED, originRequestPolicyID: ALL_VIEWER_EXCEPT_HOST_HEADER }
            : { cachePolicyID: chosen.cachePolicyId }),
          functionAssociations: {
            items: [
              {
                eventType: 'viewer-request',
                functionARN: `arn:aws:cloudfront::${environment.account}:function/${name}`,
              },
            ],
          },
        },
      },
    },
  });
}

/** The name under which it answers needs a certificate; without one, only CloudFront's own name is answered. */
function certificate(
  alias: string,
  arn: string | undefined,
): Pick<Configuration, 'aliases' | 'viewerCertificate'> {
  if (arn === undefined) return { viewerCertificate: { cloudFrontDefaultCertificate: true } };
  return {
    aliases: { items: [alias] },
    viewerCertificate: {
      acmCertificateARN: arn,
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    },
  };
}

function imageMaker(domainName: string, hub: string): Origin {
  return {
    id: domainName,
    domainName,
    customOriginConfig: {
      httpPort: 80,
      httpSPort: 443,
      originProtocolPolicy: 'https-only',
      originSSLProtocols: { items: ['TLSv1.2'] },
    },
    // One more cache before the origin, so that each image is made once and not once per edge location.
    originShield: { enabled: true, originShieldRegion: hub },
  };
}
