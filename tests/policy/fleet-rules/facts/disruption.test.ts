import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disruptionsAllowed } from '../../../../src/policy/fleet-rules/facts/disruption.ts';
import { scaledValue } from '../../../../src/policy/fleet-rules/facts/int-or-percent.ts';
import { FleetObject } from '../../../../src/policy/fleet-rules/fleet-object.ts';

function budget(spec: Readonly<Record<string, unknown>>): FleetObject {
  const object = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec };
  return new FleetObject({ object, file: '', locate: () => ({ file: '' }) });
}

/** Of seven pods. */
test.for([
  [{ maxUnavailable: '30%' }, 3],
  [{ maxUnavailable: 0 }, 0],
  [{ maxUnavailable: 9 }, 7],
  [{ minAvailable: '50%' }, 3],
  [{ minAvailable: '100%' }, 0],
  [{ minAvailable: 6 }, 1],
  [{ minAvailable: 8 }, 0],
  [{}, 0],
] as const)('%j allows %i', ([spec, allowed]) => {
  expect(disruptionsAllowed(budget(spec), 7)).toBe(allowed);
});

test('a share that must be available and one that may be missing leave no pod out, and count none twice but one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 500 }), (percent, pods) => {
      const missing = disruptionsAllowed(budget({ maxUnavailable: `${percent}%` }), pods);
      const spared = disruptionsAllowed(budget({ minAvailable: `${100 - percent}%` }), pods);
      expect(missing - spared).toBe((percent * pods) % 100 === 0 ? 0 : 1);
    }),
  );
});

test('shares are reckoned in whole numbers', () => {
  expect(scaledValue('7%', 100)).toBe(7);
  expect(scaledValue('29%', 100)).toBe(29);
  expect(scaledValue('57%', 1000)).toBe(570);
  expect(scaledValue('25%', 3)).toBe(1);
  expect(scaledValue('25%', 3, Math.floor)).toBe(0);
  expect(scaledValue(4, 3)).toBe(4);
  expect(scaledValue('4', 3)).toBeUndefined();
  expect(scaledValue(undefined, 3)).toBeUndefined();
});
