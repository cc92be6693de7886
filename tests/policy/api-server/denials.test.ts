import { expect, test } from 'vitest';
import { denialIn, denialsIn, mayBeCut, messageIn } from '../../../src/policy/api-server/denials.ts';

test('denials are told from other warnings', () => {
  const text = "Validation failed for ValidatingAdmissionPolicy 'pin' with binding 'all': say: \"digest\"";
  expect(denialsIn(['v1 Endpoints is deprecated', text])).toEqual([
    { policy: 'pin', binding: 'all', message: 'say: "digest"' },
  ]);
});

test('a refusal by a policy is told from any other', () => {
  const status = (message: string) => JSON.stringify({ kind: 'Status', message });
  const bound =
    "configmaps \"x\" is forbidden: ValidatingAdmissionPolicy 'pin' with binding 'all' denied request: failed to configure binding: no";
  expect(denialIn(status(bound))).toEqual({
    policy: 'pin',
    binding: 'all',
    message: 'failed to configure binding: no',
  });
  expect(
    denialIn(status("ValidatingAdmissionPolicy 'pin' denied request: failed to configure policy: no")),
  ).toEqual({
    policy: 'pin',
    binding: '',
    message: 'failed to configure policy: no',
  });
  expect(denialIn(status('spec.replicas: Invalid value'))).toBeUndefined();
  expect(messageIn('no JSON')).toBe('no JSON');
});

test('warnings are complete while they are few, and none is as long as those that were cut', () => {
  expect(mayBeCut(['x'.repeat(255), 'y'.repeat(3000)])).toBe(false);
  expect(mayBeCut(['x'.repeat(256)])).toBe(true);
  expect(mayBeCut(Array.from({ length: 20 }, (_, index) => String(index).padEnd(210)))).toBe(true);
});
