import { expect, test } from 'vitest';
import { syncWaveOf } from '../../src/constructs/sync-waves.ts';

/** Each kind must be there, and healthy, before the next. */
const orders = [
  ['ResourceQuota', 'StatefulSet'],
  ['ExternalSecret', 'Deployment', 'ScaledObject'],
  ['NetworkPolicy', 'Deployment', 'ServiceMonitor'],
  // A Rollout that refers to something missing is Degraded, and the sync would stop at it.
  ['AnalysisTemplate', 'Rollout'],
  ['VirtualService', 'Rollout'],
  ['Service', 'Rollout'],
  // A binding without its policy's parameters denies what it selects.
  ['ConfigMap', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
];

test.each(orders.map((order) => [order.join(' → '), order] as const))('%s', (_, order) => {
  const waves = order.map(syncWaveOf);
  expect(waves).toEqual([...new Set(waves)].sort((a, b) => a - b));
});

test('a Namespace comes with what is in it: Argo CD applies Namespaces first', () => {
  for (const kind of ['ConfigMap', 'NetworkPolicy', 'ServiceAccount'])
    expect(syncWaveOf(kind)).toBe(syncWaveOf('Namespace'));
});

test("kinds without a place of their own are in Argo CD's default wave", () => {
  expect(syncWaveOf('Certificate')).toBe(0);
});
