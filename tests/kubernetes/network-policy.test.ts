import { expect, test } from 'vitest';
import { otherDefaults } from '../../src/kubernetes/defaults/others.ts';
import { restrictedDirections } from '../../src/kubernetes/network-policy.ts';

test.each([
  [{}, ['Ingress']],
  [{ egress: [] }, ['Ingress']],
  [{ egress: [{}] }, ['Ingress', 'Egress']],
  [{ policyTypes: [], egress: [{}] }, ['Ingress', 'Egress']],
  [{ policyTypes: ['Egress'] }, ['Egress']],
  [{ policyTypes: ['Ingress'], egress: [{}] }, ['Ingress']],
])('%j restricts %j, and is stored as such', (spec, directions) => {
  expect(restrictedDirections({ spec })).toEqual(directions);
  const stored = { spec: { ...spec } };
  otherDefaults['networking.v1.NetworkPolicy']?.(stored);
  expect(stored.spec).toEqual({ ...spec, policyTypes: directions });
});
