import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { type Done, emit, settle } from '../output.ts';
import { addLabOptions, type LabFlags } from './lab-common.ts';

interface LogsFlags extends LabFlags {
  readonly lines: number;
}

export function registerLabLogs(lab: Command, done: Done): void {
  const command = lab
    .command('logs')
    .description("Show the end of the processes' logs, and where they are.")
    .argument('[process]', "e.g. kube-apiserver, or one cluster's: production-us-west-2/kube-apiserver")
    .option('--lines <number>', 'how many lines of each', parseLines, 20)
    .addHelpText(
      'after',
      `
Logs stay when a start fails, until the lab is started again or removed.

Exit codes: 0 shown; 2 there is no such log.

Examples:
  plumb lab logs
  plumb lab logs kube-apiserver --lines 100
  plumb lab logs dev-ap-northeast-1/etcd`,
    );
  addLabOptions(command).action(async (name: string | undefined, flags: LogsFlags) =>
    done(await logs(name, flags)),
  );
}

async function logs(name: string | undefined, flags: LogsFlags): Promise<number> {
  const title = 'plumb lab logs';
  return settle(title, flags, async () => {
    const { findLogs, lastLines } = await import('../../lab/logs.ts');
    const found = findLogs(flags.name, name);
    const sections = found.map(({ name: process, file }) => ({
      type: 'text' as const,
      title: `${process} (${file})`,
      lines: lastLines(file, flags.lines),
    }));
    return emit({ title, summary: `${found.length} logs`, sections, data: found }, [], flags);
  });
}

function parseLines(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
