import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import type { AppContext, AppDefinition, RegionContext } from '../../src/constructs/app.ts';
import { sourceOf } from '../../src/constructs/gitops/projects.ts';
import { HttpService } from '../../src/constructs/http-service.ts';
import { collectIgnoreDifferences } from '../../src/constructs/ignore-difference.ts';
import { groupOf } from '../../src/manifest/object.ts';
import type { Product } from '../../src/model/product.ts';
import {
  exampleChart,
  exampleContext,
  objectOf,
  objectsOf,
  problemsOf,
  schemaProblemsOf,
} from '../constructs/fixtures.ts';

const folder = new URL('../../apps/platform/', import.meta.url);
const product = load(readFileSync(new URL('product.yaml', folder), 'utf8')) as Product;
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

async function definitionOf(name: string): Promise<AppDefinition> {
  const { default: definition }: { default: AppDefinition } = await import(
    new URL(`${name}/app.ts`, folder).href
  );
  return definition;
}

const tokyo = exampleContext().region;
const osaka: RegionContext = { ...tokyo, name: 'ap-northeast-3', features: { value: [], source: 'aws' } };
const environment = { ...exampleContext().environment, regions: [tokyo, osaka] };

async function rendered(name: string, changes: Partial<AppContext> = {}) {
  const definition = await definitionOf(name);
  const chart = exampleChart({
    app: name,
    product: 'platform',
    namespace: definition.namespace ?? name,
    environment,
    settings: definition.settings,
    fleet: { apps: [], products: { platform: product } },
    ...changes,
  });
  definition.render(chart, chart.context);
  return chart;
}

test.each(names)('%s renders valid objects of kinds that Argo CD may sync for the platform', async (name) => {
  const chart = await rendered(name);
  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  const allowed = [...product.kinds, ...product.clusterKinds];
  const kinds = objectsOf(chart).map(({ apiVersion, kind }) =>
    [kind, groupOf(apiVersion)].filter(Boolean).join('.'),
  );
  expect(kinds.filter((kind) => !allowed.includes(kind))).toEqual([]);
  expect(kinds).toContain('Namespace');
});

test('charts are pinned, and from repositories that the product lists', async () => {
  for (const name of names) {
    for (const { repository, version } of Object.values((await definitionOf(name)).charts ?? {})) {
      expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
      expect(product.chartRepositories).toContain(repository);
      expect(sourceOf(repository)).not.toMatch(/^oci:/);
    }
  }
});

test('there are GPU nodes only where the region has such instances, in zones of the region', async () => {
  const pools = async (region: RegionContext) =>
    objectsOf(await rendered('karpenter', { region })).filter(({ kind }) => kind === 'NodePool');
  expect((await pools(tokyo)).map(({ metadata }) => metadata.name)).toEqual([
    'general',
    'spot',
    'incident',
    'gpu',
  ]);
  expect((await pools(osaka)).map(({ metadata }) => metadata.name)).toEqual(['general', 'spot', 'incident']);
  for (const pool of await pools(tokyo))
    expect(JSON.stringify(pool['spec'])).toContain(JSON.stringify(tokyo.zones.value));
});

test('every region of the environment is answered for, by the nearest healthy one', async () => {
  const records = objectsOf(await rendered('traffic')).filter(({ kind }) => kind === 'RecordSet');
  expect(records.map(({ spec }) => spec)).toMatchObject([
    { region: 'ap-northeast-1', healthCheckRef: { from: { name: 'ap-northeast-1' } } },
    { region: 'ap-northeast-3', healthCheckRef: { from: { name: 'ap-northeast-3' } } },
  ]);
});

test('images lead to the distribution once it answers under their name', async () => {
  const imagesName = async (config: Record<string, string>) =>
    objectsOf(await rendered('traffic', { settings: { config } })).filter(
      ({ kind, metadata }) => kind === 'RecordSet' && metadata.name === 'images',
    );
  const known = { DISTRIBUTION_DOMAIN: 'd1.cloudfront.example', CERTIFICATE_ARN: 'arn:certificate' };
  expect(await imagesName({ DISTRIBUTION_DOMAIN: known.DISTRIBUTION_DOMAIN })).toEqual([]);
  expect(await imagesName(known)).toMatchObject([
    { spec: { name: 'images', recordType: 'CNAME', resourceRecords: [{ value: 'd1.cloudfront.example' }] } },
  ]);
});

test('the distribution caches nothing until the cache policy that it needs is known', async () => {
  const behavior = async (config: Record<string, string>) => {
    const { spec } = objectOf(
      await rendered('traffic', { settings: { config } }),
      'Distribution',
    ) as unknown as {
      spec: {
        distributionConfig: {
          defaultCacheBehavior: Record<string, unknown>;
          webACLID?: string;
          aliases?: unknown;
        };
      };
    };
    return spec.distributionConfig;
  };
  expect((await behavior({})).defaultCacheBehavior).toHaveProperty('originRequestPolicyID');
  const known = await behavior({
    CACHE_POLICY_ID: 'ours',
    WEB_ACL_ARN: 'arn:acl',
    CERTIFICATE_ARN: 'arn:certificate',
  });
  expect(known.defaultCacheBehavior).toMatchObject({ cachePolicyID: 'ours' });
  expect(known.defaultCacheBehavior).not.toHaveProperty('originRequestPolicyID');
  expect(known).toMatchObject({ webACLID: 'arn:acl', aliases: { items: ['images.dev.example.com'] } });
});

test('Prometheus reads the proxies where policies let it, on a port that every proxy declares', async () => {
  const chart = await rendered('monitoring');
  const workload = exampleChart();
  new HttpService(workload, 'api');

  expect(objectOf(chart, 'PodMonitor', 'istio-proxies')['spec']).toMatchObject({
    podMetricsEndpoints: [{ port: 'http-envoy-prom' }],
  });
  expect(objectOf(workload, 'NetworkPolicy', 'shop-api')['spec']).toMatchObject({
    ingress: [{ ports: [{ port: 9090 }, { port: 15090 }] }],
  });
});

test('Prometheus finds Alertmanager by the port that the chart is told, and alerts reach who handles incidents', async () => {
  const { charts } = await definitionOf('monitoring');
  const { alertmanager } = charts?.['kube-prometheus-stack']?.values as {
    alertmanager: {
      alertmanagerSpec: { portName: string };
      config: { receivers: { webhook_configs: { url: string }[] }[] };
    };
  };
  const { alerting } = objectOf(await rendered('monitoring'), 'Prometheus')['spec'] as {
    alerting: { alertmanagers: { port: string }[] };
  };
  expect(alerting.alertmanagers.map(({ port }) => port)).toEqual([alertmanager.alertmanagerSpec.portName]);

  const { default: incidents }: { default: AppDefinition } = await import(
    new URL('../sages/incident-sage/app.ts', folder).href
  );
  const receiver = exampleChart({
    app: 'incident-sage',
    namespace: 'incident-sage',
    settings: incidents.settings,
  });
  incidents.render(receiver, receiver.context);
  const { name, namespace } = objectOf(receiver, 'Service', 'incident-sage').metadata;
  for (const { webhook_configs } of alertmanager.config.receivers) {
    expect(new URL(webhook_configs[0]?.url ?? '').hostname).toBe(`${name}.${namespace}.svc.cluster.local`);
  }
  expect(JSON.stringify(objectOf(receiver, 'NetworkPolicy', 'incident-sage')['spec'])).toContain(
    '"kubernetes.io/metadata.name":"monitoring"',
  );
});

test('Argo CD does not fight istiod over its webhooks', async () => {
  expect(collectIgnoreDifferences(await rendered('istio'))).toMatchObject([
    { kind: 'ValidatingWebhookConfiguration', name: 'istio-validator-istio-system' },
    { kind: 'ValidatingWebhookConfiguration', name: 'istiod-default-validator' },
  ]);
});

test('a cluster writes to its own location by default and can read its partner’s backups', async () => {
  const chart = await rendered('velero');
  expect(objectOf(chart, 'BackupStorageLocation', 'own')['spec']).toMatchObject({
    default: true,
    accessMode: 'ReadWrite',
  });
  expect(objectOf(chart, 'BackupStorageLocation', 'from-ap-northeast-3')['spec']).toMatchObject({
    accessMode: 'ReadOnly',
  });
});
