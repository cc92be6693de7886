import { expect, test } from 'vitest';
import { checked, deployment, object } from '../checked.ts';

test('of two scalers of one workload, the second is told', () => {
  const scaled = (name: string) =>
    object(
      'ScaledObject',
      'keda.sh/v1alpha1',
      name,
      'spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "1"}}]}',
    );
  expect(checked(deployment() + scaled('a'))).toEqual([]);
  expect(checked(deployment() + scaled('a') + scaled('b'))).toEqual([
    'error several-scalers spec.scaleTargetRef: ScaledObject.keda.sh shop/a already scales this workload',
  ]);
});
