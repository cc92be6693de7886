import { type AppChart, type AppContext, type kinds, Manifest, readFileBeside } from '#plumb';
import { ZONE } from './dns.ts';
import { KEPT_WHEN_DELETED } from './kept.ts';

/**
 * Policies that AWS keeps, used until ours exists and its id is known: nothing is cached, and the query reaches the
 * origin. (`CachingOptimized` would leave the query out, so that every size of an image got the same answer.)
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const DAY_SECONDS = 24 * 60 * 60;

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

/** Processed images are cached at the edge; the function there makes requests alike that may share an answer. */
export function addImages(chart: AppChart, { environment }: AppContext, chosen: ChosenByAws): void {
  const name = `${environment.name}-images`;
  new Manifest<kinds.CachePolicy>(chart, 'cache-policy', {
    apiVersion: 'cloudfront.services.k8s.aws/v1alpha1',
    kind: 'CachePolicy',
    metadata: { name },
    spec: {
      cachePolicyConfig: {
        name,
        minTTL: DAY_SECONDS,
        defaultTTL: 30 * DAY_SECONDS,
        maxTTL: 365 * DAY_SECONDS,
        parametersInCacheKeyAndForwardedToOrigin: {
          enableAcceptEncodingBrotli: false,
          enableAcceptEncodingGzip: false,
          cookiesConfig: { cookieBehavior: 'none' },
          headersConfig: { headerBehavior: 'none' },
          queryStringsConfig: {
            queryStringBehavior: 'whitelist',
            queryStrings: { items: ['format', 'width'] },
          },
        },
      },
    },
  });
  new Manifest<kinds.EdgeFunction>(chart, 'function', {
    apiVersion: 'cloudfront.services.k8s.aws/v1alpha1',
    kind: 'Function',
    metadata: { name },
    spec: {
      name,
      functionCode: Buffer.from(readFileBeside(import.meta.url, './edge-image.js')).toString('base64'),
      functionConfig: { comment: 'Makes image requests alike', runtime: 'cloudfront-js-2.0' },
    },
  });
  const alias = `images.${environment.domain}`;
  // CloudFront answers under the name only with its certificate; until then the wildcard leads to the gateways.
  if (chosen.certificateArn !== undefined && chosen.distributionDomain !== undefined) {
    new Manifest<kinds.RecordSet>(chart, 'images-name', {
      apiVersion: 'route53.services.k8s.aws/v1alpha1',
      kind: 'RecordSet',
      metadata: { name: 'images' },
      spec: {
        name: 'images',
        recordType: 'CNAME',
        ttl: 300,
        hostedZoneRef: { from: { name: ZONE } },
        resourceRecords: [{ value: chosen.distributionDomain }],
      },
    });
  }
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
        ...(chosen.certificateArn === undefined
          ? { viewerCertificate: { cloudFrontDefaultCertificate: true } }
          : {
              aliases: { items: [alias] },
              viewerCertificate: {
                acmCertificateARN: chosen.certificateArn,
                minimumProtocolVersion: 'TLSv1.2_2021',
                sslSupportMethod: 'sni-only',
              },
            }),
        origins: {
          items: [
            {
              id: origin,
              domainName: origin,
              customOriginConfig: {
                httpPort: 80,
                httpSPort: 443,
                originProtocolPolicy: 'https-only',
                originSSLProtocols: { items: ['TLSv1.2'] },
              },
              // One more cache before the origin, so that each image is made once and not once per edge location.
              originShield: { enabled: true, originShieldRegion: environment.hub },
            },
          ],
        },
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
