import type { Command } from 'commander';
import { type Done, settle } from '../output.ts';
import { findRepository } from '../root.ts';

export function registerDriftTargets(drift: Command, done: Done): void {
  drift
    .command('targets')
    .description('List the clusters of all environments, as JSON on one line.')
    .addHelpText(
      'after',
      `
Read from environments/, in the order of promotion, so that a matrix of jobs has no list to edit.

Exit codes: 0; 2 if the data of an environment cannot be used, or there are more than the 256 that a matrix takes.

Example:
  plumb drift targets`,
    )
    .action(async () => {
      const repository = findRepository();
      const list = async (): Promise<number> => {
        const { declaredTargets, matrixOf } = await import('../drift/targets.ts');
        process.stdout.write(`${JSON.stringify(matrixOf(declaredTargets(repository)))}\n`);
        return 0;
      };
      done(await settle('plumb drift targets', { output: 'text' }, list, repository));
    });
}
