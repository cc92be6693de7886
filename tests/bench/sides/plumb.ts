/** The engine: every chart an app that depends on the shared one; rendered, judged, ordered and written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadJudges } from '../../../src/cli/judges.ts';
import type { AppContext, RegionContext } from '../../../src/constructs/app.ts';
import { ClusterManifest, Manifest } from '../../../src/constructs/manifest.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { Product } from '../../../src/model/product.ts';
import type { PlacedApp } from '../../../src/synth/contexts.ts';
import { commitOutput } from '../../../src/synth/output/commit.ts';
import { planOutput } from '../../../src/synth/output/plan.ts';
import { renderFleet } from '../../../src/synth/synthesize.ts';
import { assignWaves } from '../../../src/synth/waves.ts';
import { chartObjects, sharedDefinition } from '../workload.ts';
import { type Identity, runSide } from './side.ts';

const region: RegionContext = {
  name: 'eu-central-1',
  loadSharePercent: 100,
  provider: 'aws',
  location: 'Frankfurt',
  coordinates: { latitude: 50.1, longitude: 8.7 },
  jurisdiction: 'EU',
  zones: { value: ['eu-central-1a'], source: 'example' },
  certifications: { value: [], source: 'example' },
  features: { value: [], source: 'example' },
  latencyMilliseconds: { populations: {}, regions: {} },
};

const product: Product = {
  description: 'What is measured',
  owner: 'team-bench',
  costCenter: 'cc-1',
  kinds: [
    'ConfigMap',
    'Deployment.apps',
    'HorizontalPodAutoscaler.autoscaling',
    'NetworkPolicy.networking.k8s.io',
    'PodDisruptionBudget.policy',
    'Role.rbac.authorization.k8s.io',
    'RoleBinding.rbac.authorization.k8s.io',
    'Service',
    'ServiceAccount',
    'Widget.bench.example',
  ],
  clusterKinds: ['CustomResourceDefinition.apiextensions.k8s.io'],
};

function placedApp(name: string, fleet: AppContext['fleet'], render: PlacedApp['render']): PlacedApp {
  const declaration = { description: name, scope: 'region', tier: 2, settings: {} } as const;
  const source = `apps/bench/${name}/app.ts`;
  const context: AppContext = {
    app: name,
    product: 'bench',
    namespace: name,
    tier: 2,
    owner: product.owner,
    costCenter: product.costCenter,
    environment: {
      name: 'bench',
      account: '111122223333',
      domain: 'bench.example',
      hub: region.name,
      registry: 'registry.example',
      repository: 'https://git.example/bench',
      revision: 'main',
      regions: [region],
      policies: [],
    },
    region,
    settings: {},
    image: '',
    load: undefined,
    fleet,
  };
  const locate = () => ({ file: source });
  const app = { name, product: 'bench', source, declaration, render, locate };
  return { app, render, context, source, folder: `bench/${region.name}/${name}`, charts: [] };
}

const out = join(mkdtempSync(join(tmpdir(), 'plumb-bench-')), 'dist');

runSide((chartCount) => {
  const names = Array.from({ length: chartCount }, (_, index) => `chart-${index}`);
  const locate = () => ({ file: 'apps' });
  const { waves } = assignWaves([
    ...names.map((name) => ({ name, declaration: { dependsOn: ['shared'] }, locate })),
    { name: 'shared', declaration: { dependsOn: [] }, locate },
  ]);
  const apps = ['shared', ...names].map((app) => ({
    app,
    product: 'bench',
    namespace: app,
    scope: 'region' as const,
    wave: waves.get(app) ?? 0,
    chartRepositories: [],
  }));
  const fleet = { apps, products: { bench: product } };
  const placed = [
    placedApp('shared', fleet, (chart) => new ClusterManifest(chart, 'definition', sharedDefinition)),
    ...names.map((name) =>
      placedApp(name, fleet, (chart) => {
        for (const object of chartObjects(name)) new Manifest(chart, object.kind, object);
      }),
    ),
  ];
  const facts = loadFacts().extendedWith([sharedDefinition]);
  const rendered = renderFleet(placed, loadJudges(facts));
  if (rendered.findings.length > 0)
    throw new Error(rendered.findings.map(({ message }) => message).join('\n'));
  const plan = planOutput(out, rendered.files, () => true);
  commitOutput(plan);
  return plan.created
    .filter(({ path }) => path.endsWith('.yaml'))
    .map(({ path, content }): Identity => {
      const kind = /^kind: (.+)$/m.exec(content)?.[1] ?? path;
      const name = /^ {2}name: (.+)$/m.exec(content)?.[1] ?? path;
      return `${kind}/${name}`;
    });
});
rmSync(join(out, '..'), { recursive: true });
