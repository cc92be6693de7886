import { expect, test } from 'vitest';
import { formatPath } from '../../../src/manifest/path.ts';
import { attributed } from '../../../src/policy/api-server/attribute.ts';
import type { Policy, Validation } from '../../../src/policy/policies.ts';

function pathOf(message: string, ...validations: readonly Validation[]): string {
  return formatPath(attributed({ validations } as unknown as Policy, message).path);
}

const fixed = { expression: 'object.a', message: 'set a ' };
const bare = { expression: 'object.b >\n  1' };
const worded = { expression: 'object.c', messageExpression: "'set ' + object.name", reason: 'Forbidden' };

test('a message that one validation only can have said is from there', () => {
  expect(pathOf('set a', fixed, bare)).toBe('spec.validations[0]');
  expect(pathOf('failed expression: object.b > 1', fixed, bare)).toBe('spec.validations[1]');
  expect(pathOf('anything', fixed, worded)).toBe('spec.validations[1]');
  expect(pathOf("expression 'object.c' resulted in error: no such key: c", fixed, worded)).toBe(
    'spec.validations[1]',
  );
  expect(attributed({ validations: [worded] } as unknown as Policy, 'x')).toMatchObject({
    reason: 'Forbidden',
    code: 403,
  });
});

test('what several may have said, or none, is from nowhere in particular', () => {
  expect(pathOf('set a', fixed, worded)).toBe('');
  expect(pathOf('anything', worded, { ...worded, expression: 'object.d' })).toBe('');
  expect(pathOf('failed to configure binding: no params', fixed)).toBe('');
});
