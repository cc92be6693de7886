import type { Command } from 'commander';
import type { Done } from '../output.ts';
import { registerPolicyCheck } from './policy-check.ts';
import { registerPolicyExemptions } from './policy-exemptions.ts';
import { registerPolicyReport } from './policy-report.ts';
import { registerPolicyTest } from './policy-test.ts';

/** `plumb policy`: one file for each of its commands. */
export function registerPolicy(program: Command, done: Done): void {
  const policy = program
    .command('policy')
    .description('Judge manifests by admission policies, as an API server would, without one.');
  registerPolicyCheck(policy, done);
  registerPolicyTest(policy, done);
  registerPolicyReport(policy, done);
  registerPolicyExemptions(policy, done);
}
