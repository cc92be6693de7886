import type { Command } from 'commander';
import type { LabStatus } from '../../lab/status.ts';
import type { TableSection } from '../../report/document.ts';
import { type Done, emit, settle } from '../output.ts';
import { addLabOptions, type LabFlags } from './lab-common.ts';

export function registerLabStatus(lab: Command, done: Done): void {
  const command = lab
    .command('status')
    .description('Show every process, whether it answers, its memory and its ports.')
    .addHelpText(
      'after',
      `
Exit codes: 0 all processes answer; 1 one does not, or there is no lab.

Examples:
  plumb lab status
  plumb lab status --name other -o json`,
    );
  addLabOptions(command).action(async (flags: LabFlags) => done(await status(flags)));
}

async function status(flags: LabFlags): Promise<number> {
  const title = 'plumb lab status';
  return settle(title, flags, async () => {
    const lab = await import('../../lab/status.ts');
    const found = await lab.status(flags.name);
    if (!found) {
      const document = {
        title,
        summary: `no lab "${flags.name}" is up; plumb lab up starts one`,
        sections: [],
      };
      emit(document, [], flags);
      return 1;
    }
    const findings = lab.statusFindings(found);
    const sections = [
      ...statusSections(found),
      ...(findings.length > 0 ? [{ type: 'findings' as const, findings }] : []),
    ];
    const ready = found.processes.length - findings.length;
    const summary = `${ready} of ${found.processes.length} processes answer`;
    return emit({ title, summary, sections, data: found }, findings, flags);
  });
}

/** The processes of a lab as a table, with their memory in sum. */
export function statusSections({ processes }: LabStatus): TableSection[] {
  const rows = processes.map(({ name, pid, condition, residentBytes, ports }) => [
    name,
    condition,
    String(pid),
    mebibytes(residentBytes),
    ports.join(' '),
  ]);
  const total = processes.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
  return [
    {
      type: 'table',
      columns: ['process', 'condition', 'pid', 'MiB', 'ports'],
      rows: [...rows, ['all', '', '', mebibytes(total), '']],
    },
  ];
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
