import { expect, test } from 'vitest';
import { HttpService } from '../../src/constructs/http-service.ts';
import { exampleChart, objectsOf, problemsOf } from './fixtures.ts';

test('brings everything that a service needs', () => {
  const chart = exampleChart();
  new HttpService(chart, 'api', { exposed: true, secrets: ['DATABASE_URL'] });

  expect(problemsOf(chart)).toEqual([]);
  expect(objectsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'NetworkPolicy shop-api',
    'ServiceAccount shop-api',
    'ConfigMap shop-api',
    'ExternalSecret shop-api',
    'Service shop-api',
    'VirtualService shop-api',
    'Deployment shop-api',
    'PodDisruptionBudget shop-api',
    'Namespace shop-api',
    'NetworkPolicy default-deny',
    'LimitRange defaults',
    'ResourceQuota reserved',
  ]);
});
