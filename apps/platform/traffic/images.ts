import { type AppChart, type AppContext, type kinds, Manifest, readFileBeside } from '#plumb';
import { addDistribution, type ChosenByAws } from './distribution.ts';
import { ZONE } from './dns.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Processed images are cached at the edge; the function there makes requests alike that may share an answer. */
export function addImages(chart: AppChart, { environment }: AppContext, chosen: ChosenByAws): void {
  const name = `${environment.name}-images`;
  addCachePolicy(chart, name);
  addFunction(chart, name);
  const { certificateArn, distributionDomain } = chosen;
  // CloudFront answers under the name only with its certificate; until then the wildcard leads to the gateways.
  if (certificateArn !== undefined && distributionDomain !== undefined) addName(chart, distributionDomain);
  addDistribution(chart, name, environment, chosen);
}

function addCachePolicy(chart: AppChart, name: string): void {
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
}

function addFunction(chart: AppChart, name: string): void {
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
}

function addName(chart: AppChart, distributionDomain: string): void {
  new Manifest<kinds.RecordSet>(chart, 'images-name', {
    apiVersion: 'route53.services.k8s.aws/v1alpha1',
    kind: 'RecordSet',
    metadata: { name: 'images' },
    spec: {
      name: 'images',
      recordType: 'CNAME',
      ttl: 300,
      hostedZoneRef: { from: { name: ZONE } },
      resourceRecords: [{ value: distributionDomain }],
    },
  });
}
