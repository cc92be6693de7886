import type { Command } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { findRepository, relocated } from '../root.ts';

interface PromoteFlags extends OutputOptions {
  readonly wave?: string;
  readonly app?: string;
  readonly dryRun?: boolean;
}

export function registerPromote(program: Command, done: Done): void {
  const command = program
    .command('promote')
    .description("Move an environment's releases to the next environment, region by region if need be.")
    .argument('<from>', 'the environment whose releases move')
    .argument('<to>', 'the environment that promotesFrom it')
    .option('--wave <number>', 'only this wave: one region, the least loaded first (default: all at once)')
    .option('--app <app>', 'only this app')
    .option('--dry-run', 'write nothing; exit with 1 if something would be promoted')
    .addHelpText(
      'after',
      `
Writes the digests (and versions of charts) into the files of the environment, which keep their comments and order, and
renders its part of dist/. A wave gives its region an entry of its own; when the last one has it, the entry moves to
environment.yaml. Tells which lines change, what becomes of the objects, what the two environments have differently on
purpose, and what only an environment's name makes different (undeclared-difference). If anything is refused, nothing
is written.

Exit codes: 0 promoted, or nothing to promote; 1 the same, but the report has an error (warnings do not count), or --dry-run
would change something; 2 refused.

Examples:
  plumb promote dev staging --app receipt-api --dry-run   # exits 1
  plumb promote staging production --wave 1 --app receipt-web`,
    );
  addOutputOption(command).action(async (from: string, to: string, flags: PromoteFlags) =>
    done(await promote(from, to, flags)),
  );
}

async function promote(from: string, to: string, flags: PromoteFlags): Promise<number> {
  const title = 'plumb promote';
  const root = findRepository();
  const work = async () => {
    const [{ promote: promoteIn }, { promotionDocument }] = await Promise.all([
      import('../promote/promote.ts'),
      import('../../promote/report.ts'),
    ]);
    const dryRun = flags.dryRun === true;
    const report = await promoteIn(root, { from, to, wave: flags.wave, app: flags.app, dryRun });
    const shown = {
      ...report,
      moves: relocated(report.moves, root),
      changed: relocated(report.changed, root),
      declared: relocated(report.declared, root),
      findings: relocated(report.findings, root),
    };
    const code = emit(promotionDocument(title, shown), shown.findings, flags);
    const isPending = dryRun && report.changed.length + report.rendered > 0;
    return code === 0 && isPending ? 1 : code;
  };
  return settle(title, flags, work, root, 'nothing was written');
}
