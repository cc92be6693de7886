/** The apps of this repository, as examples of what the constructs can do. */
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { App } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AppChart, type AppDefinition } from '../../src/constructs/app.ts';
import type { Scaling } from '../../src/model/scaling.ts';
import { checkout } from '../support/checkout.ts';
import { exampleContext, objectOf, objectsOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

const sources = globSync('apps/{receipts,sages}/*/app.ts', { cwd: checkout }).sort();
const apps = new Map<string, { readonly product: string; readonly definition: AppDefinition }>();
for (const source of sources) {
  const folder = dirname(source);
  const { default: definition } = (await import(join(checkout, source))) as { default: AppDefinition };
  apps.set(basename(folder), { product: basename(dirname(folder)), definition });
}

function render(app: string): AppChart {
  const found = apps.get(app);
  if (!found) throw new Error(`no app ${app}`);
  const { product, definition } = found;
  const { settings, load, tier } = definition;
  const context = exampleContext({ app, product, namespace: app, settings, load, tier });
  const chart = new AppChart(new App(), app, context);
  definition.render(chart, context);
  return chart;
}

describe.each([...apps.keys()])('%s', (app) => {
  test('renders valid objects with its own defaults', () => {
    const chart = render(app);
    expect(problemsOf(chart)).toEqual([]);
    expect(schemaProblemsOf(chart)).toEqual([]);
  });

  test('renders the same objects every time', () => {
    expect(objectsOf(render(app))).toEqual(objectsOf(render(app)));
  });

  test('declares a load that its CPU can serve', () => {
    const { load, settings } = apps.get(app)?.definition ?? {};
    if (!load || !settings?.resources) throw new Error('an app of a product declares load and resources');
    const secondsOfWorkPerSecond = load.requestsPerSecondPerPod * (load.serviceTimeMs / 1000);
    // Requests that wait for others (a model's answer, a GPU's) overlap; those that compute do not.
    const overlapping = ['task-sage', 'rag-sage', 'filebox-sync'].includes(app) ? 8 : 1;
    const cpu = settings.resources.cpu;
    const cores = cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu);
    expect(secondsOfWorkPerSecond).toBeLessThanOrEqual(cores * overlapping);
  });
});

test('together they use every strategy of scaling', () => {
  const used = new Set(
    [...apps.values()].flatMap(({ definition }) => Object.keys(definition.settings.scaling ?? {})),
  );
  const strategies: readonly (keyof Scaling)[] = [
    'schedules',
    'cpuPercent',
    'memoryPercent',
    'networkMegabitsPerSecondPerPod',
    'queueLengthPerPod',
    'requestsPerSecondPerPod',
    'latencyMilliseconds',
    'predictedRequestsPerSecondPerPod',
    'formula',
  ];
  expect(strategies.filter((strategy) => !used.has(strategy))).toEqual([]);
});

test('sizes are changed in place where replicas follow something else, and recommended where they do not', () => {
  const modes = [...apps.keys()].flatMap((app) =>
    objectsOf(render(app))
      .filter(({ kind }) => kind === 'VerticalPodAutoscaler')
      .map(({ spec }) => [app, (spec as { updatePolicy: { updateMode: string } }).updatePolicy.updateMode]),
  );
  expect(modes).toEqual([
    ['receipt-api', 'Off'],
    ['receipt-classifier', 'InPlaceOrRecreate'],
    ['knowledge-sage', 'InPlaceOrRecreate'],
  ]);
});

test('receipts stay where the law of their region may hold them', () => {
  const declared = [...apps.values()].filter(({ product }) => product === 'receipts');
  expect(declared).toHaveLength(6);
  for (const { definition } of declared) expect(definition.jurisdictions).toEqual(['JP', 'US', 'EU']);
});

describe('incident-sage survives the failure of others', () => {
  const chart = render('incident-sage');
  const { template } = objectOf(chart, 'StatefulSet')['spec'] as {
    template: { metadata: { labels: object }; spec: object };
  };

  test('with a priority and nodes of its own that are not taken back, spread over zones', () => {
    expect(template.spec).toMatchObject({
      priorityClassName: 'incident',
      nodeSelector: { 'plumbline.dev/pool': 'incident' },
      tolerations: [
        { key: 'plumbline.dev/pool', operator: 'Equal', value: 'incident', effect: 'NoSchedule' },
      ],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ values: ['on-demand'] }] }],
          },
        },
      },
    });
    expect(template.spec).toHaveProperty('topologySpreadConstraints[0].whenUnsatisfiable', 'DoNotSchedule');
    // Else both pods of an empty pool would start on its first node.
    expect(template.spec).toHaveProperty('topologySpreadConstraints[0].minDomains', 2);
  });

  test('outside the mesh, and without asking Prometheus how many it should be', () => {
    expect(template.metadata.labels).not.toHaveProperty(['sidecar.istio.io/inject']);
    expect(objectOf(chart, 'ScaledObject')['spec']).toMatchObject({ triggers: [{ type: 'cpu' }] });
  });

  test('never below two, not even while one is moved: a lower minimum is refused', () => {
    const definition = apps.get('incident-sage')?.definition;
    if (!definition?.settings.scaling) throw new Error('incident-sage scales');
    const scaling = { ...definition.settings.scaling, minReplicas: 2 };
    const context = exampleContext({ app: 'incident-sage', settings: { ...definition.settings, scaling } });
    const lowered = new AppChart(new App(), 'incident-sage', context);
    definition.render(lowered, context);

    expect(problemsOf(lowered)).toEqual([
      'incident-sage/incidents/disruption-budget: minAvailable: 2 is not allowed here; less than the least number of replicas (2)',
    ]);
  });
});

test('receipt-ocr costs nothing while there is nothing to read', () => {
  expect(objectOf(render('receipt-ocr'), 'ScaledObject')['spec']).toMatchObject({
    minReplicaCount: 0,
    triggers: [
      {
        type: 'aws-sqs-queue',
        metadata: { queueURL: 'https://sqs.ap-northeast-1.amazonaws.com/111111111111/receipt-ocr' },
      },
    ],
  });
});

test('both ends of every call between apps allow it', () => {
  interface Peer {
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  }
  const namespacesOf = (peers: readonly Peer[] = []) =>
    peers.map(({ namespaceSelector }) => namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? '');
  const calls: string[] = [];
  const allowed: string[] = [];
  for (const app of apps.keys()) {
    for (const policy of objectsOf(render(app)).filter(({ kind }) => kind === 'NetworkPolicy')) {
      const { egress = [], ingress = [] } = policy['spec'] as {
        egress?: { to: Peer[]; ports: { port: number }[] }[];
        ingress?: { from: Peer[]; ports: { port: number }[] }[];
      };
      for (const { to, ports } of egress) {
        for (const callee of namespacesOf(to).filter((name) => apps.has(name))) {
          calls.push(...ports.map(({ port }) => `${app} → ${callee}:${port}`));
        }
      }
      for (const { from, ports } of ingress) {
        for (const caller of namespacesOf(from).filter((name) => apps.has(name))) {
          allowed.push(...ports.map(({ port }) => `${caller} → ${app}:${port}`));
        }
      }
    }
  }
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.sort()).toEqual(allowed.sort());
});
