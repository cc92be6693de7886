/** What holds for every workload, whatever its props. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppChart } from '../../src/constructs/app.ts';
import { GpuInference } from '../../src/constructs/gpu-inference.ts';
import { HttpService } from '../../src/constructs/http-service.ts';
import type { WorkloadProps } from '../../src/constructs/pods/props.ts';
import { SIDECAR_RESOURCES } from '../../src/constructs/pods/service-mesh.ts';
import { QueueWorker } from '../../src/constructs/queue-worker.ts';
import { StatefulService } from '../../src/constructs/stateful-service.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { parseQuantity } from '../../src/manifest/quantity.ts';
import type { AppSettings, Canary, Resources } from '../../src/model/settings.ts';
import { exampleChart, objectOf, objectsOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

const quantityIn = (unit: string) => fc.integer({ min: 1, max: 4096 }).map((amount) => `${amount}${unit}`);

const anyResources: fc.Arbitrary<Resources> = fc.record({
  cpu: quantityIn('m'),
  memory: fc.oneof(quantityIn('Mi'), quantityIn('M'), fc.constant('1.5Gi')),
  gpus: fc.integer({ min: 1, max: 8 }),
});

const anyCanary: fc.Arbitrary<Canary> = fc.constant({
  weightsPercent: [20],
  pauseSeconds: 60,
  maxErrorRatePercent: 1,
  maxLatencyMilliseconds: 100,
});

const anySettings: fc.Arbitrary<AppSettings> = fc
  .record({
    resources: anyResources,
    min: fc.nat(10),
    more: fc.nat(50),
    canary: fc.option(anyCanary, { nil: undefined }),
  })
  .map(({ resources, min, more, canary }) => ({
    resources,
    scaling: { minReplicas: min, maxReplicas: Math.max(1, min + more) },
    storage: { size: '10Gi' },
    ...(canary && { canary }),
  }));

const anyProps: fc.Arbitrary<WorkloadProps> = fc.record(
  {
    name: fc.constantFrom('web', 'a', 'worker-2'),
    config: fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.string()),
    secrets: fc.uniqueArray(fc.constantFrom('X', 'Y')),
    capacity: fc.constantFrom('spot', 'on-demand'),
    zoneSpread: fc.constantFrom('preferred', 'required'),
    meshed: fc.boolean(),
    shutdownSeconds: fc.integer({ min: 1, max: 600 }),
  },
  { requiredKeys: [] },
);

const queue = { url: 'https://sqs.example.com/1/q', region: 'ap-northeast-1' };
const kinds = {
  http: (chart: AppChart, id: string, props: WorkloadProps) => new HttpService(chart, id, props),
  queue: (chart: AppChart, id: string, props: WorkloadProps) =>
    new QueueWorker(chart, id, { ...props, queue }),
  stateful: (chart: AppChart, id: string, props: WorkloadProps) => new StatefulService(chart, id, props),
  gpu: (chart: AppChart, id: string, props: WorkloadProps) => new GpuInference(chart, id, props),
};

const anyWorkload = fc.record({
  kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
  settings: anySettings,
  props: anyProps,
});

type Example = typeof anyWorkload extends fc.Arbitrary<infer T> ? T : never;

function render({ kind, settings, props }: Example, id = 'workload'): AppChart {
  const chart = exampleChart({ settings });
  kinds[kind](chart, id, props);
  return chart;
}

interface WorkloadSpec {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly strategy?: { readonly canary?: unknown; readonly rollingUpdate?: { readonly maxSurge: string } };
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: {
      readonly containers: readonly {
        readonly resources: { readonly requests: Record<string, string | number> };
      }[];
    };
  };
}

function workloadOf(chart: AppChart): KubernetesObject {
  const found = objectsOf(chart).find(({ kind }) => ['Deployment', 'Rollout', 'StatefulSet'].includes(kind));
  if (!found) throw new Error('no workload was rendered');
  return found;
}

test('whatever the props, objects are valid and nothing is wrong with them', () => {
  fc.assert(
    fc.property(anyWorkload, (example) => {
      const chart = render(example);
      expect(problemsOf(chart)).toEqual([]);
      expect(schemaProblemsOf(chart)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("every selector's labels are the pods' own", () => {
  fc.assert(
    fc.property(anyWorkload, (example) => {
      const chart = render(example);
      const { selector, template } = workloadOf(chart)['spec'] as WorkloadSpec;
      expect(template.metadata.labels).toMatchObject(selector.matchLabels);
      for (const service of objectsOf(chart).filter(({ kind }) => kind === 'Service')) {
        expect(template.metadata.labels).toMatchObject((service['spec'] as { selector: object }).selector);
      }
    }),
  );
});

test('the quota fits the most that a release at full size may need', () => {
  fc.assert(
    fc.property(anyWorkload, (example) => {
      const chart = render(example);
      const { template, strategy } = workloadOf(chart)['spec'] as WorkloadSpec;
      const replicas = example.settings.scaling?.maxReplicas ?? 0;
      const surge = strategy?.canary
        ? replicas
        : strategy?.rollingUpdate
          ? Math.ceil((replicas * Number.parseInt(strategy.rollingUpdate.maxSurge, 10)) / 100)
          : 0;
      const { hard } = objectOf(chart, 'ResourceQuota')['spec'] as { hard: Record<string, string> };
      const meshed = template.metadata.labels['sidecar.istio.io/inject'] === 'true';
      const need = (resource: 'cpu' | 'memory') =>
        BigInt(replicas + surge) *
        (nano(template.spec.containers[0]?.resources.requests[resource]) +
          (meshed ? nano(SIDECAR_RESOURCES[resource]) : 0n));
      expect(Number(hard['pods'])).toBeGreaterThanOrEqual(replicas + surge);
      expect(nano(hard['requests.cpu'])).toBeGreaterThanOrEqual(need('cpu'));
      expect(nano(hard['requests.memory'])).toBeGreaterThanOrEqual(need('memory'));
      expect(nano(hard['limits.memory'])).toBeGreaterThanOrEqual(need('memory'));
    }),
  );
});

test('no object depends on the ids of constructs', () => {
  fc.assert(
    fc.property(anyWorkload, fc.stringMatching(/^id-[a-z]{1,12}$/), (example, id) => {
      expect(objectsOf(render(example, id))).toEqual(objectsOf(render(example)));
    }),
  );
});

function nano(quantity: string | number | undefined): bigint {
  const parsed = quantity === undefined ? undefined : parseQuantity(quantity);
  if (!parsed) throw new Error(`${quantity} is no quantity`);
  return parsed.nano;
}
