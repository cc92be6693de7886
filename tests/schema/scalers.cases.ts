import { type Row, rows } from './rows.ts';

const target = (fields: object) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', ...fields });
const ofObject = (fields: object) => [
  {
    type: 'Object',
    object: {
      describedObject: { kind: 'Service', name: 'web', ...fields },
      metric: { name: 'a' },
      target: { type: 'Value', value: 1 },
    },
  },
];
const utilization = { type: 'Utilization', averageUtilization: 1 };
const ofContainer = (container: string) => [
  { type: 'ContainerResource', containerResource: { container, name: 'cpu', target: utilization } },
];

export const soundScalers = {
  'HorizontalPodAutoscaler v1': {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'default' },
    spec: { maxReplicas: 3, scaleTargetRef: target({}) },
  },
};

/** Changes to what scalers scale and ask: as in `validated.cases.ts`. */
export const scalers: readonly Row[] = [
  ...rows('HorizontalPodAutoscaler', 'spec.scaleTargetRef', {
    accepted: [
      target({}),
      target({ apiVersion: 'a.b/v9', kind: 'C' }),
      target({ name: 'A_b' }),
      target({ name: '...' }),
    ],
    refused: [
      { kind: 'Deployment', name: 'web' },
      target({ apiVersion: '' }),
      target({ apiVersion: 'v1' }),
      target({ apiVersion: '/v1' }),
      target({ apiVersion: 'a/b/c' }),
      target({ kind: 'a/b' }),
      target({ name: 'a/b' }),
      target({ name: 'a%b' }),
      target({ name: '.' }),
      target({ name: '..' }),
    ],
  }),
  ...rows('HorizontalPodAutoscaler v1', 'spec.scaleTargetRef', {
    refused: [target({ apiVersion: 'v1' }), target({ name: 'a/b' })],
  }),
  ...rows('HorizontalPodAutoscaler', 'spec.metrics', {
    accepted: [
      ofObject({}),
      ofObject({ apiVersion: 'v1' }),
      ofObject({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }),
      ofContainer('main'),
    ],
    refused: [
      ofObject({ apiVersion: 'a/b/c' }),
      ofObject({ name: 'a/b' }),
      ofObject({ kind: 'a/b' }),
      ofContainer('A b'),
      [{ type: '', resource: { name: 'cpu', target: utilization } }],
      [{ type: 'Resource', resource: { name: 'cpu', target: { ...utilization, type: '' } } }],
    ],
  }),
  ...rows('HorizontalPodAutoscaler', 'spec.behavior', {
    accepted: [{ scaleUp: { policies: [{ type: 'Percent', value: 150, periodSeconds: 1800 }] } }],
    refused: [{ scaleUp: { policies: [{ type: '', value: 1, periodSeconds: 1 }] } }],
  }),
];
