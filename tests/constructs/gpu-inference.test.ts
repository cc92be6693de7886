import { expect, test } from 'vitest';
import { GpuInference } from '../../src/constructs/gpu-inference.ts';
import { exampleChart, objectOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

const scaling = { minReplicas: 1, maxReplicas: 4 };

test('runs on GPU nodes of one model, and its GPUs are counted', () => {
  const chart = exampleChart({ settings: { resources: { cpu: '4', memory: '16Gi', gpus: 1 }, scaling } });
  const inference = new GpuInference(chart, 'answers', { gpuModel: 'l4', modelCacheSize: '80Gi' });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(inference.target.kind).toBe('Deployment');
  expect(inference.workloadName).toBe('shop-api');
  expect(objectOf(chart, 'Deployment')['spec']).toMatchObject({
    template: {
      spec: {
        nodeSelector: { 'karpenter.k8s.aws/instance-gpu-name': 'l4' },
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
        containers: [{ resources: { limits: { 'nvidia.com/gpu': '1' } } }],
        volumes: [
          { name: 'tmp' },
          { emptyDir: { sizeLimit: '80Gi' } },
          { emptyDir: { sizeLimit: '2Gi', medium: 'Memory' } },
        ],
      },
    },
  });
  expect(objectOf(chart, 'ResourceQuota')['spec']).toMatchObject({
    hard: { pods: '5', 'requests.nvidia.com/gpu': '5', 'requests.memory': '82560Mi' },
  });
});

test('without GPUs it is no inference', () => {
  const chart = exampleChart({ settings: { resources: { cpu: '4', memory: '16Gi' }, scaling } });
  new GpuInference(chart, 'answers');

  expect(problemsOf(chart)).toEqual([
    'shop-api/answers: resources.gpus is missing; 1 to 8 whole GPUs per pod',
  ]);
});
