import { expect, test } from 'vitest';
import { HttpService } from '../../src/constructs/http-service.ts';
import { VerticalScaler, type VerticalScalerProps } from '../../src/constructs/vertical-scaler.ts';
import type { AppSettings } from '../../src/model/settings.ts';
import { exampleChart, objectOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

const resources = { cpu: '500m', memory: '512Mi' };
const maxAllowed = { cpu: '4', memory: '8Gi' };

function modeOf(settings: AppSettings, props: Partial<VerticalScalerProps> = {}): unknown {
  const chart = exampleChart({ settings });
  new VerticalScaler(chart, 'vertical-scaler', {
    workload: new HttpService(chart, 'api'),
    maxAllowed,
    ...props,
  });
  expect(schemaProblemsOf(chart)).toEqual([]);
  const spec = objectOf(chart, 'VerticalPodAutoscaler')['spec'] as { updatePolicy: { updateMode: string } };
  return spec.updatePolicy.updateMode;
}

test('resizes in place where replicas do not scale on the same resource', () => {
  expect(modeOf({ resources, replicas: 2 })).toBe('InPlaceOrRecreate');
  const scaling = { minReplicas: 1, maxReplicas: 4, requestsPerSecondPerPod: 10 };
  expect(modeOf({ resources, scaling })).toBe('InPlaceOrRecreate');
});

test('only recommends where they do', () => {
  const scaling = { minReplicas: 1, maxReplicas: 4, cpuPercent: 70 };
  expect(modeOf({ resources, scaling })).toBe('Off');
  expect(modeOf({ resources, scaling }, { resources: ['memory'] })).toBe('InPlaceOrRecreate');
});

test('needs requests to start from', () => {
  const chart = exampleChart({ settings: { replicas: 2 } });
  const workload = new HttpService(exampleChart(), 'api');
  new VerticalScaler(chart, 'vertical-scaler', { workload, maxAllowed });
  expect(problemsOf(chart).join('\n')).toMatch(/settings.resources/);
});
