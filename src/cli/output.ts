import { type Command, Option } from 'commander';
import { findingsOf } from '../report/content.ts';
import type { Document } from '../report/document.ts';
import { InputError } from '../report/errors.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import type { Finding } from '../report/finding.ts';
import { type Format, formatDocument, formats } from '../report/format.ts';
import { relocated } from './root.ts';

/** Takes a verb's exit code. */
export type Done = (exitCode: number) => void;

export interface OutputOptions {
  readonly output: Format;
}

/** @param more formats that only this verb has, and prints itself */
export function addOutputOption(command: Command, more: readonly string[] = []): Command {
  return command.addOption(
    new Option('-o, --output <format>', 'how to print the result')
      .choices([...formats, ...more])
      .default('text'),
  );
}

/** Prints the result on standard output and returns the exit code that its findings ask for. */
export function emit(document: Document, findings: readonly Finding[], { output }: OutputOptions): number {
  process.stdout.write(formatDocument(document, output, { color: usesColor(process.stdout) }));
  return exitCodeOf(findings);
}

/** The same for a document that has all of its findings in its sections. */
export function emitDocument(document: Document, options: OutputOptions): number {
  return emit(document, findingsOf(document), options);
}

/**
 * Runs a verb; input that cannot be worked on becomes its report, in the format that was asked for.
 *
 * @param base the folder that the paths in findings start from. Default: the working directory.
 * @param undone what the report says then. Verbs that may have changed clusters by then say something else.
 */
export async function settle(
  title: string,
  options: OutputOptions,
  work: () => Promise<number>,
  base: string = process.cwd(),
  undone = 'nothing was done',
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    tellCauses(error);
    const findings = relocated(error.findings, base);
    return emit({ title, summary: undone, sections: [{ type: 'findings', findings }] }, findings, options);
  }
}

/** What programs said all in all, on standard error, for who looks for where it went wrong. */
function tellCauses({ cause }: Error): void {
  if (process.env['PLUMB_DEBUG'] === undefined || !(cause instanceof Error)) return;
  process.stderr.write(`caused by: ${cause.stack}\n`);
  tellCauses(cause);
}

/** Whether whoever reads there wants colours. */
export function usesColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && (process.env['NO_COLOR'] ?? '') === '';
}
