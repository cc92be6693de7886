import { expect, test } from 'vitest';
import { QueueWorker } from '../../src/constructs/queue-worker.ts';
import { sqsQueue } from '../../src/constructs/sqs-queue.ts';
import {
  exampleChart,
  exampleContext,
  inventoryOf,
  objectOf,
  problemsOf,
  schemaProblemsOf,
} from './fixtures.ts';

test('brings everything that a worker needs', () => {
  const chart = exampleChart();
  const worker = new QueueWorker(chart, 'worker', { queue: sqsQueue(exampleContext()), secrets: ['TOKEN'] });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(worker.target).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-api' });
  expect(inventoryOf(chart)).toEqual([
    'ConfigMap shop-api',
    'Deployment shop-api',
    'ExternalSecret shop-api',
    'LimitRange defaults',
    'Namespace shop-api',
    'NetworkPolicy default-deny',
    'NetworkPolicy shop-api',
    'PodDisruptionBudget shop-api',
    'ResourceQuota reserved',
    'Service shop-api',
    'ServiceAccount shop-api',
  ]);
});

test("its queue belongs to the app's account and region, and its pods are told", () => {
  const chart = exampleChart();
  new QueueWorker(chart, 'worker', { queue: sqsQueue(exampleContext(), 'orders') });

  expect(objectOf(chart, 'ConfigMap')['data']).toMatchObject({
    QUEUE_URL: 'https://sqs.ap-northeast-1.amazonaws.com/111111111111/orders',
  });
});

test('its Service is only there to be scraped', () => {
  const chart = exampleChart();
  new QueueWorker(chart, 'worker', { queue: sqsQueue(exampleContext()) });

  expect(objectOf(chart, 'Service')['spec']).toMatchObject({
    clusterIP: 'None',
    ports: [{ name: 'metrics', port: 9090, targetPort: 'metrics' }],
  });
});

test('a pod that is stopped has the time to finish the message in hand', () => {
  const grace = (serviceTimeMs: number): unknown => {
    const chart = exampleChart({ load: { requestsPerSecondPerPod: 1, serviceTimeMs, readySeconds: 5 } });
    new QueueWorker(chart, 'worker', { queue: sqsQueue(exampleContext()) });
    const { template } = objectOf(chart, 'Deployment')['spec'] as { template: { spec: object } };
    return template.spec;
  };

  expect(grace(500)).toHaveProperty('terminationGracePeriodSeconds', 30);
  expect(grace(20_000)).toHaveProperty('terminationGracePeriodSeconds', 60);
});
