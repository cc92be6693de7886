import type { Command } from 'commander';
import { type Done, emit, settle } from '../output.ts';
import { addLabOptions, type LabFlags } from './lab-common.ts';

export function registerLabDown(lab: Command, done: Done): void {
  const command = lab
    .command('down')
    .description('Stop all processes of a lab and remove everything that it wrote.')
    .addHelpText(
      'after',
      `
Exit codes: 0 there is no lab any more; 2 another command is at work on it.

Examples:
  plumb lab down
  plumb lab down --name other`,
    );
  addLabOptions(command).action(async (flags: LabFlags) => done(await down(flags)));
}

async function down(flags: LabFlags): Promise<number> {
  const title = 'plumb lab down';
  return settle(title, flags, async () => {
    const lab = await import('../../lab/lab.ts');
    const removed = await lab.down(flags.name);
    const summary = removed ? `the lab "${flags.name}" is gone` : `there was no lab "${flags.name}"`;
    return emit({ title, summary, sections: [], data: { removed } }, [], flags);
  });
}
