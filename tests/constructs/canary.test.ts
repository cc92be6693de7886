import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canaryStrategy } from '../../src/constructs/canary/steps.ts';
import { HttpService } from '../../src/constructs/http-service.ts';
import { collectIgnoreDifferences } from '../../src/constructs/ignore-difference.ts';
import type { Canary as CanarySettings } from '../../src/model/settings.ts';
import { exampleChart, exampleContext, objectOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

const canary: CanarySettings = {
  weightsPercent: [5, 25, 50],
  pauseSeconds: 300,
  maxErrorRatePercent: 1,
  maxLatencyMilliseconds: 250,
};

function released(settings: CanarySettings = canary) {
  const chart = exampleChart({ settings: { ...exampleContext().settings, canary: settings } });
  new HttpService(chart, 'api');
  return chart;
}

test('a release moves the weights of one route, watched from the first weight on', () => {
  const chart = released();
  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(objectOf(chart, 'Rollout')['spec']).toMatchObject({
    strategy: {
      canary: {
        stableService: 'shop-api',
        canaryService: 'shop-api-canary',
        trafficRouting: { istio: { virtualService: { name: 'shop-api', routes: ['primary'] } } },
        analysis: {
          startingStep: 1,
          templates: [{ templateName: 'shop-api-error-rate' }, { templateName: 'shop-api-latency' }],
        },
        steps: [
          { setWeight: 5 },
          { pause: { duration: '300s' } },
          { setWeight: 25 },
          { pause: { duration: '300s' } },
          { setWeight: 50 },
          { pause: { duration: '300s' } },
        ],
      },
    },
  });
});

test('only the new version is measured, and a measurement without a number is not good', () => {
  const template = objectOf(released(), 'AnalysisTemplate', 'shop-api-error-rate')['spec'];
  expect(template).toMatchObject({
    args: [{ name: 'canary-hash' }],
    metrics: [
      {
        interval: '60s',
        failureLimit: 1,
        successCondition: 'len(result) == 1 && !isNaN(result[0]) && result[0] <= 0.01',
        provider: {
          prometheus: { query: expect.stringContaining('pod=~"shop-api-{{args.canary-hash}}-.+"') },
        },
      },
    ],
  });
});

test('Argo CD leaves alone exactly what Argo Rollouts writes', () => {
  expect(
    collectIgnoreDifferences(released()).map(({ kind, name, jqPathExpressions }) => [
      kind,
      name,
      ...jqPathExpressions,
    ]),
  ).toEqual([
    ['Service', 'shop-api', '.spec.selector."rollouts-pod-template-hash"'],
    ['Service', 'shop-api-canary', '.spec.selector."rollouts-pod-template-hash"'],
    ['VirtualService', 'shop-api', '.spec.http[] | select(.name == "primary") | .route[].weight'],
  ]);
});

test('the circuit opens well above the concurrency of full load (Little: 40/s × 20 ms × 6 pods × 4)', () => {
  const policy = (load: { requestsPerSecondPerPod: number; serviceTimeMs: number; readySeconds: number }) => {
    const chart = exampleChart({ load, settings: { ...exampleContext().settings, canary } });
    new HttpService(chart, 'api');
    return objectOf(chart, 'DestinationRule', 'shop-api')['spec'];
  };
  const busy = { requestsPerSecondPerPod: 1000, serviceTimeMs: 50, readySeconds: 10 };
  expect(policy(busy)).toMatchObject({
    trafficPolicy: { connectionPool: { http: { http2MaxRequests: 1200 } } },
  });
  expect(policy({ ...busy, requestsPerSecondPerPod: 40, serviceTimeMs: 20 })).toMatchObject({
    trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } },
  });
});

test('weights that do not rise are told', () => {
  expect(problemsOf(released({ ...canary, weightsPercent: [20, 20, 10] })).join('\n')).toMatch(
    /weightsPercent\[1\].*above the weight before it \(20\)[\s\S]*weightsPercent\[2\]/,
  );
  expect(problemsOf(released({ ...canary, pauseSeconds: 1 })).join('\n')).toMatch(/canary.pauseSeconds/);
});

test('every weight is held before the next one', () => {
  const weights = fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1 })
    .map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(weights, (weightsPercent) => {
      const names = {
        templates: [],
        stableService: 'a',
        canaryService: 'b',
        virtualService: 'a',
        route: 'primary',
      };
      const { steps = [] } = canaryStrategy({ ...canary, weightsPercent }, names);
      const set = steps.flatMap(({ setWeight }) => (setWeight === undefined ? [] : [setWeight]));
      expect(set).toEqual(weightsPercent);
      expect(steps.filter((step, index) => index % 2 === 1 && step.pause === undefined)).toEqual([]);
    }),
  );
});
