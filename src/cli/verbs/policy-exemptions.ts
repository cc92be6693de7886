import type { Command } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { addTodayOption, today } from '../policy/today.ts';
import { findRepository, relocated } from '../root.ts';

interface Flags extends OutputOptions {
  readonly today?: string;
}

export function registerPolicyExemptions(policy: Command, done: Done): void {
  const command = policy
    .command('exemptions')
    .description('List what policies leave alone for a time: whose it is, why, and for how long.')
    .addHelpText(
      'after',
      `
Clusters have no clock for policies, so they honour an exemption until it is removed. This, and plumb policy check,
fail it from the day after it expires.

Exit codes: 0 none has expired; 1 one has; 2 a file of exemptions cannot be read.

Examples:
  plumb policy exemptions
  plumb policy exemptions --today 2027-01-01 -o markdown`,
    );
  addOutputOption(addTodayOption(command)).action(async (flags: Flags) => done(await list(flags)));
}

async function list(flags: Flags): Promise<number> {
  const title = 'plumb policy exemptions';
  const root = findRepository();
  return settle(
    title,
    flags,
    async () => {
      const [{ readAllExemptions }, { expiredExemptions }, { exemptionsDocument }, { InputError }] =
        await Promise.all([
          import('../../policy/exemptions/read-all.ts'),
          import('../../policy/exemptions/exemptions.ts'),
          import('../../policy/exemptions/listed.ts'),
          import('../../report/errors.ts'),
        ]);
      const read = readAllExemptions(root);
      if (read.findings.length > 0) throw new InputError(read.findings);
      const exemptions = relocated(read.exemptions, root);
      const day = flags.today ?? today();
      const findings = expiredExemptions(exemptions, day);
      return emit(exemptionsDocument(title, exemptions, day), findings, flags);
    },
    root,
  );
}
