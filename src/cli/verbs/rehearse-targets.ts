import type { Command } from 'commander';
import { type Done, settle } from '../output.ts';
import { findRepository } from '../root.ts';

export function registerRehearseTargets(rehearse: Command, done: Done): void {
  rehearse
    .command('targets')
    .description('List the clusters whose rehearsals show a change, as JSON on one line.')
    .argument('[base]', 'a revision in git, or a folder as dist (default: HEAD)')
    .argument('[head]', 'a revision, or a folder as dist (default: the working tree)')
    .addHelpText(
      'after',
      `
One cluster of each environment whose rendered apps differ: the hub if anything does there, else that of the first
region where something does. Environments and regions that BASE has not rendered yet are left out: there is nothing to
begin with. Environments are in the order of promotion. If there is nothing to rehearse, the list is empty: [].

Exit codes: 0; 2 if there is no such revision or folder, a folder has nothing rendered for any environment, or the data of
an environment cannot be used.

Examples:
  plumb rehearse targets
  plumb rehearse targets HEAD~1 HEAD`,
    )
    .action(async (base: string | undefined, head: string | undefined) => {
      const list = async (): Promise<number> => {
        const { rehearsalTargets } = await import('../rehearse/targets.ts');
        process.stdout.write(`${JSON.stringify(rehearsalTargets(base, head))}\n`);
        return 0;
      };
      done(await settle('plumb rehearse targets', { output: 'text' }, list, findRepository()));
    });
}
