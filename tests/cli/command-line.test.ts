import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { emptyArgument, refuseRepeated, upToUnknown } from '../../src/cli/command-line.ts';
import { repeatable } from '../../src/cli/options.ts';

/** `tool try [base]` with `tool try list`, and `tool keep` with options. */
function tool(): Command {
  const program = new Command('tool').exitOverride().configureOutput({ writeErr: () => undefined });
  program.command('try').argument('[base]').command('list');
  program
    .command('keep')
    .option('--name <name>')
    .option('--all')
    .option('--from <path...>')
    .addOption(repeatable('--as <name>', 'who asks'))
    .action(() => undefined);
  return program;
}

test.each([
  ['nope --help', 'nope'],
  ['keep nope --help', 'keep nope --help'],
  ['try base --help', 'try base --help'],
  ['try list --help', 'try list --help'],
  ['--version', '--version'],
  ['help', 'help'],
  ['help try list', 'try list --help'],
  ['help nope', 'nope'],
  ['try help list', 'try list --help'],
])('tool %s is taken as tool %s', (line, taken) => {
  expect(upToUnknown(tool(), line.split(' ')).join(' ')).toBe(taken);
});

describe('options that are given more than once', () => {
  const parse = async (line: string) => {
    const program = tool();
    refuseRepeated(program);
    return program.parseAsync(line.split(' '), { from: 'user' });
  };

  test.each(['keep --name a --name b', 'keep --name=a --all --name=a'])('%s is refused', async (line) => {
    await expect(parse(line)).rejects.toThrow('--name takes one value, and is given more than once');
  });

  test.each(['keep --name a', 'keep --all --all', 'keep --as a --as b', 'keep --from a b --from c'])(
    '%s is not',
    async (line) => {
      await expect(parse(line)).resolves.toBeInstanceOf(Command);
    },
  );
});

test.each([
  [['validate', ''], ''],
  [['synth', '--out='], '--out='],
  [['synth', '--out=dist', '-'], undefined],
  [['complete', '--', 'synth', ''], undefined],
])('of %j, %j is empty', (args, empty) => {
  expect(emptyArgument(args)).toBe(empty);
});
