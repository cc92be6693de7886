import { expect, test } from 'vitest';
import { testCases } from '../../../src/cli/policy/test-cases.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test.each(['policies/require-x', 'policies/require-x/', './policies/requir-x', 'requir-x'])(
  '%s is no name of a policy, but of what is meant by it',
  async (name) => {
    const root = temporaryFolder({ 'policies/require-x/policy.yaml': '{}' });
    await expect(testCases(root, [name], { engine: 'offline' })).rejects.toMatchObject({
      findings: [
        {
          rule: 'unknown-policy',
          message: `there is no policy ${name}`,
          next: 'did you mean require-x?',
        },
      ],
    });
  },
);
