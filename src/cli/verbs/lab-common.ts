import { join } from 'node:path';
import type { Command } from 'commander';
import type { Progress } from '../../lab/progress.ts';
import { addOutputOption, type OutputOptions } from '../output.ts';
import { ownCheckout } from '../root.ts';

export interface LabFlags extends OutputOptions {
  readonly name: string;
}

/** The Go modules that the lab's programs are built from: they belong to Plumbline, not to the repository at hand. */
export const controlPlaneModules = join(ownCheckout, 'tools/controlplane');

export function addLabOptions(command: Command): Command {
  return addOutputOption(
    command.option('--name <name>', 'which lab; several can run side by side', 'default'),
  );
}

/** Progress goes to standard error: standard output is the result. */
export const stderrProgress: Progress = {
  note: (subject, text) => process.stderr.write(`${subject}: ${text}\n`),
};
