import { Command, CommanderError } from 'commander';
import description from '../../package.json' with { type: 'json' };
import type { InputError } from '../report/errors.ts';
import { formats } from '../report/format.ts';
import { messageOf } from '../report/thrown.ts';
import { emptyArgument, refuseRepeated, upToUnknown } from './command-line.ts';
import { registerCompletion } from './completion.ts';
import { fileSystemFailure } from './file-system-failure.ts';
import { settle } from './output.ts';
import { flushStandardOutput } from './standard-output.ts';
import { registerDeploy } from './verbs/deploy.ts';
import { registerDiff } from './verbs/diff.ts';
import { registerDrift } from './verbs/drift.ts';
import { registerExplain } from './verbs/explain.ts';
import { registerLab } from './verbs/lab.ts';
import { registerParity } from './verbs/parity.ts';
import { registerPolicy } from './verbs/policy.ts';
import { registerPromote } from './verbs/promote.ts';
import { registerRehearse } from './verbs/rehearse.ts';
import { registerSynth } from './verbs/synth.ts';
import { registerValidate } from './verbs/validate.ts';

/**
 * Runs one command line.
 *
 * @param args what the user typed after `plumb`
 * @returns the exit code: 2 if anything asked for was not judged, else 1 if something was judged bad or different,
 *   else 0. Never throws: what goes wrong is told, on standard error if there is no report to tell it in.
 */
export async function run(args: readonly string[]): Promise<number> {
  // Whoever read what is told on the way may have left; the work goes on, and whatever it has started is cleaned up.
  process.stderr.on('error', () => undefined);
  let exitCode = 0;
  let running: Command | undefined;
  const program = new Command('plumb')
    .description(
      'Render, check and explain a GitOps repository: what the pull request says is what the clusters do.',
    )
    .version(description.version, '-V, --version', 'print the version')
    .exitOverride()
    // So that a verb and one below it may have options of the same name.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false })
    .hook('preAction', (_program, command) => {
      running = command;
    });
  const done = (code: number): void => {
    exitCode = code;
  };
  registerSynth(program, done);
  registerExplain(program, done);
  registerValidate(program, done);
  registerPolicy(program, done);
  registerDiff(program, done);
  registerRehearse(program, done);
  registerPromote(program, done);
  registerParity(program, done);
  registerDrift(program, done);
  registerDeploy(program, done);
  registerLab(program, done);
  registerCompletion(program);
  refuseRepeated(program);
  try {
    const empty = emptyArgument(args);
    if (empty !== undefined)
      program.error(`error: an argument is empty: '${empty}'; is a variable without a value?`);
    const known = args.length === 0 ? ['--help'] : upToUnknown(program, args);
    await program.parseAsync([...known], { from: 'user' });
  } catch (error) {
    const failure = fileSystemFailure(error);
    exitCode =
      running === undefined || failure === undefined
        ? exitCodeOfThrown(error)
        : await report(failure, running);
  }
  const unprinted = await flushStandardOutput();
  if (unprinted === undefined) return exitCode;
  process.stderr.write(`plumb: the result cannot be printed: ${unprinted}\n`);
  return 2;
}

/** In the format that was asked for, as what verbs tell themselves; how far the verb came is not known. */
function report(failure: InputError, command: Command): Promise<number> {
  const output = formats.find((format) => format === command.opts()['output']) ?? 'text';
  return settle(nameOf(command), { output }, () => Promise.reject(failure), process.cwd(), 'not finished');
}

/** `plumb policy check` */
function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

function exitCodeOfThrown(error: unknown): number {
  // Commander has told the user already; asking for help is no error, everything else it throws is a usage error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if ((error as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd') {
    process.stderr.write('plumb: the working directory no longer exists; change to another one\n');
    return 2;
  }
  process.stderr.write(`plumb: internal error: ${messageOf(error)}\n`);
  if (process.env['PLUMB_DEBUG'] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  else process.stderr.write('Set PLUMB_DEBUG=1 to see where; please report it.\n');
  return 2;
}
