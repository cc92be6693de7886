import type { Command } from 'commander';
import { findRepository } from '../root.ts';

export function registerDriftTargets(drift: Command): void {
  drift
    .command('targets')
    .description('List the clusters of all environments as JSON, on one line.')
    .addHelpText(
      'after',
      `
Read from environments/, so that a matrix of jobs has no list to edit.

Exit codes: 0.

Example:
  plumb drift targets`,
    )
    .action(async () => {
      const { declaredTargets } = await import('../drift/targets.ts');
      process.stdout.write(`${JSON.stringify(declaredTargets(findRepository()))}\n`);
    });
}
