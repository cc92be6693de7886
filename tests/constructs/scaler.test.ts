import { ApiObject } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HttpService } from '../../src/constructs/http-service.ts';
import { QueueWorker } from '../../src/constructs/queue-worker.ts';
import { Scaler, type ScalerProps } from '../../src/constructs/scaler/scaler.ts';
import type { Scaling } from '../../src/model/scaling.ts';
import {
  exampleChart,
  exampleContext,
  objectOf,
  objectsOf,
  problemsOf,
  schemaProblemsOf,
} from './fixtures.ts';

const bounds = { minReplicas: 2, maxReplicas: 8 };
const queue = { url: 'https://sqs.ap-northeast-1.amazonaws.com/111111111111/jobs', region: 'ap-northeast-1' };
const predictor = {
  url: 'http://predictor.plumbline.svc/predictions/shop-api',
  valueLocation: 'requestsPerSecond',
};

function scaled(scaling: Scaling, props: Omit<ScalerProps, 'workload'> = {}) {
  const chart = exampleChart({ settings: { ...exampleContext().settings, scaling } });
  const workload = new HttpService(chart, 'api');
  new Scaler(chart, 'scaler', { workload, ...props });
  return chart;
}

interface Spec {
  readonly triggers: { type: string; name?: string; metricType?: string; metadata: Record<string, string> }[];
  readonly [field: string]: unknown;
}

function specOf(chart: ReturnType<typeof scaled>): Spec {
  return objectOf(chart, 'ScaledObject')['spec'] as Spec;
}

test('each target becomes a trigger, and the workload leaves its replicas to it', () => {
  const chart = scaled(
    {
      ...bounds,
      cpuPercent: 70,
      requestsPerSecondPerPod: 40,
      queueLengthPerPod: 5,
      predictedRequestsPerSecondPerPod: 40,
    },
    { bindings: { queue, predictor } },
  );
  expect(problemsOf(chart)).toEqual([]);
  expect(specOf(chart).triggers.map(({ type }) => type)).toEqual([
    'cpu',
    'prometheus',
    'aws-sqs-queue',
    'metrics-api',
  ]);
  expect(objectOf(chart, 'Deployment')['spec']).not.toHaveProperty('replicas');
  expect(schemaProblemsOf(chart)).toEqual([]);
});

test('CPU is that of the container itself, not of its sidecar', () => {
  expect(specOf(scaled({ ...bounds, cpuPercent: 70 })).triggers[0]).toEqual({
    type: 'cpu',
    metricType: 'Utilization',
    metadata: { containerName: 'shop-api', value: '70' },
  });
});

test('a latency multiplies the replicas, everything else is shared out among them', () => {
  const { triggers } = specOf(
    scaled({ ...bounds, latencyMilliseconds: 200, networkMegabitsPerSecondPerPod: 50 }),
  );
  expect(triggers.map(({ name, metricType }) => [name, metricType])).toEqual([
    ['latency', 'Value'],
    ['network', 'AverageValue'],
  ]);
});

test('a scrape that is broken does not look like a quiet night', () => {
  const scaling = { minReplicas: 1, maxReplicas: 4, requestsPerSecondPerPod: 10, latencyMilliseconds: 100 };
  const queries = specOf(scaled(scaling)).triggers.map(({ metadata }) => metadata['query']);

  expect(queries).toHaveLength(2);
  for (const query of queries) {
    // 0 only where a proxy is read; else nothing, which KEDA takes for a failure.
    expect(query).toMatch(
      / or 0 \* sum\(up\{job="monitoring\/istio-proxies",namespace="shop-api",pod=~"shop-api-\.\+"\} == 1\)$/,
    );
  }
});

test('a queue is read with an identity, not with a key', () => {
  const chart = scaled(
    { ...bounds, queueLengthPerPod: 5 },
    { bindings: { queue: { ...queue, roleArn: 'arn:aws:iam::111111111111:role/reader' } } },
  );
  expect(objectOf(chart, 'TriggerAuthentication')['spec']).toEqual({
    podIdentity: { provider: 'aws', roleArn: 'arn:aws:iam::111111111111:role/reader' },
  });
});

test('a formula combines named triggers; schedules take part under names without dashes', () => {
  const chart = scaled(
    {
      ...bounds,
      queueLengthPerPod: 5,
      requestsPerSecondPerPod: 40,
      formula: 'max(queue / 5 + requests / 40, office_hours)',
      formulaTarget: 1,
      fallbackReplicas: 4,
      schedules: {
        'office-hours': { timezone: 'Asia/Tokyo', start: '0 9 * * 1-5', end: '0 18 * * 1-5', replicas: 4 },
      },
    },
    { bindings: { queue } },
  );
  expect(problemsOf(chart)).toEqual([]);
  expect(specOf(chart)['advanced']).toEqual({
    scalingModifiers: {
      formula: 'max(queue / 5 + requests / 40, office_hours)',
      target: '1',
      metricType: 'AverageValue',
    },
  });
  expect(specOf(chart)['fallback']).toEqual({
    failureThreshold: 3,
    replicas: 4,
    behavior: 'currentReplicasIfHigher',
  });
});

test('a formula that says what stands in for a trigger goes on without it', () => {
  const fallbackOf = (formula: string) =>
    specOf(
      scaled(
        {
          ...bounds,
          queueLengthPerPod: 4,
          requestsPerSecondPerPod: 1,
          formula,
          formulaTarget: 4,
          fallbackReplicas: 3,
        },
        { bindings: { queue } },
      ),
    )['fallback'];
  expect(fallbackOf('max(queue, requests)')).toMatchObject({ behavior: 'currentReplicasIfHigher' });
  expect(fallbackOf('queue == nil ? nil : max(queue, requests ?? 0)')).toMatchObject({
    replicas: 3,
    behavior: 'scalingModifiers',
  });
});

test('what KEDA would only warn about is not rendered: polling and cooldown above zero replicas', () => {
  const timing = { pollingSeconds: 10, cooldownSeconds: 60, queueLengthPerPod: 5 };
  expect(specOf(scaled({ ...bounds, ...timing }, { bindings: { queue } }))).not.toHaveProperty(
    'cooldownPeriod',
  );
  const worker = exampleChart({
    settings: { ...exampleContext().settings, scaling: { ...bounds, ...timing, minReplicas: 0 } },
  });
  new Scaler(worker, 'scaler', {
    workload: new QueueWorker(worker, 'worker', { queue }),
    bindings: { queue },
  });
  expect(objectOf(worker, 'ScaledObject')['spec']).toMatchObject({ pollingInterval: 10, cooldownPeriod: 60 });
});

test('the pace of the settings becomes the behavior of the HPA', () => {
  const chart = scaled({
    ...bounds,
    cpuPercent: 70,
    scaleUp: { stabilizationSeconds: 0, percent: 100, pods: 4, periodSeconds: 15 },
  });
  expect(specOf(chart)['advanced']).toEqual({
    horizontalPodAutoscalerConfig: {
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [
            { type: 'Percent', value: 100, periodSeconds: 15 },
            { type: 'Pods', value: 4, periodSeconds: 15 },
          ],
        },
      },
    },
  });
});

describe('traps are told', () => {
  test.each<[string, Scaling, RegExp]>([
    [
      'a formula that forgets a trigger',
      {
        ...bounds,
        requestsPerSecondPerPod: 40,
        latencyMilliseconds: 200,
        formula: 'requests',
        formulaTarget: 40,
      },
      /latency would be ignored/,
    ],
    [
      'a fallback beside a target that is no whole number',
      {
        ...bounds,
        requestsPerSecondPerPod: 40,
        formula: 'requests',
        formulaTarget: 2.5,
        fallbackReplicas: 4,
      },
      /scaling.formulaTarget/,
    ],
    [
      'a fallback without a metric',
      { ...bounds, cpuPercent: 70, fallbackReplicas: 4 },
      /scaling.fallbackReplicas/,
    ],
    ['zero replicas on CPU alone', { minReplicas: 0, maxReplicas: 8, cpuPercent: 70 }, /scaling.minReplicas/],
    ['a queue that nobody binds', { ...bounds, queueLengthPerPod: 5 }, /only where the app binds a queue/],
    ['part of a message', { ...bounds, queueLengthPerPod: 0.5 }, /a whole number of messages/],
    ['no target at all', bounds, /scaling/],
  ])('%s', (_, scaling, message) => {
    expect(problemsOf(scaled(scaling)).join('\n')).toMatch(message);
  });

  test('what is bound and nothing asks for', () => {
    const chart = scaled({ ...bounds, cpuPercent: 70 }, { bindings: { queue, predictor } });
    const [unusedQueue, unusedPredictor, ...others] = problemsOf(chart);
    expect(unusedQueue).toMatch(
      /bindings.queue: .* is not allowed here; only where scaling.queueLengthPerPod/,
    );
    expect(unusedPredictor).toMatch(/only where scaling.predictedRequestsPerSecondPerPod/);
    expect(others).toEqual([]);
  });

  test('a second scaler of the same workload', () => {
    const chart = scaled({ ...bounds, cpuPercent: 70 });
    new ApiObject(chart, 'hpa', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'by-hand' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-api' },
        maxReplicas: 3,
      },
    });
    expect(problemsOf(chart).join('\n')).toMatch(/HorizontalPodAutoscaler by-hand scales it too/);
  });

  test('a name too long for the HPA that KEDA names after it', () => {
    const chart = exampleChart({
      settings: { ...exampleContext().settings, scaling: { ...bounds, cpuPercent: 70 } },
    });
    new Scaler(chart, 'scaler', { workload: new HttpService(chart, 'api', { name: 'a'.repeat(55) }) });
    expect(problemsOf(chart).join('\n')).toMatch(/at most 54 characters/);
  });

  test('no settings', () => {
    const chart = exampleChart({ settings: { resources: { cpu: '1', memory: '1Gi' }, replicas: 2 } });
    new Scaler(chart, 'scaler', { workload: new HttpService(chart, 'api') });
    expect(problemsOf(chart)).toHaveLength(1);
  });
});

test('whatever the targets, what is rendered is a valid ScaledObject', () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const positive = fc.integer({ min: 1, max: 1000 });
  const targets = fc.record(
    {
      cpuPercent: maybe(fc.integer({ min: 1, max: 100 })),
      queueLengthPerPod: maybe(positive),
      requestsPerSecondPerPod: maybe(positive),
      latencyMilliseconds: maybe(positive),
      predictedRequestsPerSecondPerPod: maybe(positive),
      fallbackReplicas: maybe(fc.integer({ min: 2, max: 8 })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(targets, (chosen) => {
      const defined = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
      const bindings = {
        ...(defined['queueLengthPerPod'] !== undefined && { queue }),
        ...(defined['predictedRequestsPerSecondPerPod'] !== undefined && { predictor }),
      };
      const chart = scaled({ ...bounds, ...defined }, { bindings });
      if (problemsOf(chart).length > 0) return;
      expect(schemaProblemsOf(chart)).toEqual([]);
      expect(objectsOf(chart).filter(({ kind }) => kind === 'ScaledObject')).toHaveLength(1);
    }),
    { numRuns: 40 },
  );
});
