/** An app is synced after what it needs (`dependsOn`, transitively): else the building of an environment gets stuck. */
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AppDefinition } from '../../src/constructs/app.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { exampleChart, objectsOf } from '../constructs/fixtures.ts';
import { checkout } from '../support/checkout.ts';

const definitions = new Map<string, { readonly product: string; readonly definition: AppDefinition }>();
for (const source of globSync('apps/*/*/app.ts', { cwd: checkout })) {
  const folder = dirname(source);
  const { default: definition } = (await import(join(checkout, source))) as { default: AppDefinition };
  definitions.set(basename(folder), { product: basename(dirname(folder)), definition });
}

function definitionOf(app: string): { readonly product: string; readonly definition: AppDefinition } {
  const found = definitions.get(app);
  if (!found) throw new Error(`no app ${app}`);
  return found;
}

function needed(app: string, seen = new Set<string>()): Set<string> {
  for (const name of definitionOf(app).definition.dependsOn ?? []) {
    if (seen.has(name)) continue;
    seen.add(name);
    needed(name, seen);
  }
  return seen;
}

/** The app without which an object is refused, or does nothing. */
const PROVIDERS: readonly {
  readonly app: string;
  readonly isNeededBy: (object: KubernetesObject) => boolean;
}[] = [
  { app: 'cert-manager', isNeededBy: ({ kind }) => kind === 'Certificate' },
  { app: 'external-secrets', isNeededBy: ({ kind }) => kind === 'ExternalSecret' },
  {
    app: 'istio',
    isNeededBy: ({ kind, spec }) =>
      kind !== 'PodMonitor' && JSON.stringify(spec ?? {}).includes('"sidecar.istio.io/inject":"true"'),
  },
  {
    app: 'istio-ingress',
    isNeededBy: (object) => object.kind === 'VirtualService' && text(object).includes('istio-ingress/public'),
  },
  { app: 'karpenter', isNeededBy: (object) => text(object).includes('karpenter.sh/capacity-type') },
  { app: 'keda', isNeededBy: ({ kind }) => kind === 'ScaledObject' },
  { app: 'metrics-server', isNeededBy: (object) => /"type":"(cpu|memory)"/.test(text(object)) },
  { app: 'monitoring', isNeededBy: ({ kind }) => /^(Pod|Service)Monitor$|^PrometheusRule$/.test(kind) },
  { app: 'rollouts', isNeededBy: ({ kind }) => kind === 'Rollout' },
  { app: 'velero', isNeededBy: ({ kind }) => kind === 'Schedule' },
  { app: 'vertical-pod-autoscaler', isNeededBy: ({ kind }) => kind === 'VerticalPodAutoscaler' },
];

function text(object: KubernetesObject): string {
  return JSON.stringify(object);
}

describe.each([...definitions.keys()].sort())('%s', (app) => {
  const { product, definition } = definitionOf(app);
  const { load, settings, tier, namespace = app } = definition;

  test('waits for what its objects need', () => {
    const chart = exampleChart({ app, product, namespace, settings, tier, load });
    definition.render(chart, chart.context);
    const objects = objectsOf(chart);
    const providers = PROVIDERS.filter(
      (provider) => provider.app !== app && objects.some((object) => provider.isNeededBy(object)),
    );
    const waitsFor = needed(app);
    expect(providers.map((provider) => provider.app).filter((name) => !waitsFor.has(name))).toEqual([]);
  });

  test('waits for the monitoring that its charts’ monitors are for', () => {
    const isMonitored = /"service[mM]onitor":\{"enabled":true/.test(JSON.stringify(definition.charts ?? {}));
    expect(isMonitored && !needed(app).has('monitoring')).toBe(false);
  });
});

test('every provider that is looked for is an app, and is needed by some other', () => {
  for (const { app } of PROVIDERS) {
    expect([...definitions.keys()]).toContain(app);
    expect([...definitions.keys()].filter((other) => needed(other).has(app))).not.toEqual([]);
  }
});
