import { ApiObject, App } from 'cdk8s';
import type { RegionContext } from '../../src/constructs/app.ts';
import { AppChart, type AppContext } from '../../src/constructs/app.ts';
import { validateTree } from '../../src/constructs/validation.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { createValidator } from '../../src/schema/validator.ts';

const region: RegionContext = {
  name: 'ap-northeast-1',
  loadSharePercent: 100,
  provider: 'aws',
  location: 'Tokyo',
  coordinates: { latitude: 35.7, longitude: 139.7 },
  jurisdiction: 'JP',
  zones: { value: ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d'], source: 'aws' },
  certifications: { value: ['ISO 27001'], source: 'aws' },
  features: { value: ['gpu-g6'], source: 'aws' },
  latencyMilliseconds: {
    populations: { tokyo: { value: 2, source: 'measured' } },
    regions: { 'us-west-2': { value: 100, source: 'measured' } },
  },
};

/** A context such as synth hands to an app, changed where a test needs it. */
export function exampleContext(changes: Partial<AppContext> = {}): AppContext {
  return {
    app: 'shop-api',
    product: 'shop',
    namespace: 'shop-api',
    tier: 1,
    owner: 'team-shop',
    costCenter: 'cc-100',
    environment: {
      name: 'dev',
      account: '111111111111',
      domain: 'dev.example.com',
      hub: 'ap-northeast-1',
      registry: 'registry.example.com',
      repository: 'https://git.example.com/fleet.git',
      revision: 'main',
      regions: [region],
      policies: [],
    },
    region,
    settings: { resources: { cpu: '500m', memory: '512Mi' }, scaling: { minReplicas: 2, maxReplicas: 6 } },
    image: `registry.example.com/shop/shop-api@sha256:${'a'.repeat(64)}`,
    load: { requestsPerSecondPerPod: 40, serviceTimeMs: 20, readySeconds: 15 },
    fleet: { apps: [], products: {} },
    ...changes,
  };
}

export function exampleChart(changes: Partial<AppContext> = {}): AppChart {
  const context = exampleContext(changes);
  return new AppChart(new App(), context.app, context);
}

/** Every object at or below the chart, in the order of the tree. */
export function objectsOf(chart: AppChart): KubernetesObject[] {
  return chart.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .map((object) => object.toJson() as KubernetesObject);
}

/** The one object of a kind (and name, where there are several). */
export function objectOf(chart: AppChart, kind: string, name?: string): KubernetesObject {
  const found = objectsOf(chart).filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1 || !found[0]) {
    throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length}`);
  }
  return found[0];
}

/** `path: message; allowed` of each problem of the chart. */
export function problemsOf(chart: AppChart): string[] {
  return validateTree(chart).map(({ subject, message, allowed }) => `${subject}: ${message}; ${allowed}`);
}

const validator = createValidator(loadFacts());

/** What the API would refuse of the chart's objects. */
export function schemaProblemsOf(chart: AppChart): string[] {
  return objectsOf(chart).flatMap((object) =>
    validator
      .validate(object)
      .problems.map(({ path, message }) => `${object.kind} ${path.join('.')}: ${message}`),
  );
}

/** `Kind name` of every object, in code unit order. */
export function inventoryOf(chart: AppChart): string[] {
  return objectsOf(chart)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .sort((a, b) => (a < b ? -1 : 1));
}
