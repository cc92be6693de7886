import { type Command, Option } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import type { EngineName } from '../policy/check.ts';
import { addEngineOption } from '../policy/engine-option.ts';
import { findRepository } from '../root.ts';

interface Flags extends OutputOptions {
  readonly engine: EngineName;
  readonly mutants?: boolean;
}

export function registerPolicyTest(policy: Command, done: Done): void {
  const command = policy
    .command('test')
    .description('Run the cases beside policies and fleet rules: requests, and what each is to say to them.')
    .argument('[policy...]', 'only these (default: all of the policies folder)')
    .addOption(
      new Option(
        '--mutants',
        'also change every token of every policy, one at a time, and tell which changes no case notices',
      ).conflicts('engine'),
    )
    .addHelpText(
      'after',
      `
With --engine apiserver, etcd and the kube-apiserver of the lab judge the policies; fleet rules are judged here.

Exit codes: 0 every case is judged as it says, whatever --mutants tells; 1 one is not; 2 one cannot be judged, or a file cannot be used.

Examples:
  plumb policy test
  plumb policy test require-tls require-probes
  plumb policy test -o junit
  plumb policy test require-tls --mutants
  plumb policy test --engine apiserver`,
    );
  addOutputOption(addEngineOption(command, ['offline', 'apiserver'])).action(
    async (names: string[], flags: Flags) => done(await test(names, flags)),
  );
}

async function test(names: readonly string[], flags: Flags): Promise<number> {
  const title = 'plumb policy test';
  const root = findRepository();
  return settle(
    title,
    flags,
    async () => {
      const [{ testCases }, { testDocument }] = await Promise.all([
        import('../policy/test-cases.ts'),
        import('../../policy/cases/tested.ts'),
      ]);
      const tested = await testCases(root, names, flags);
      return emit(
        testDocument(title, tested),
        tested.flatMap(({ findings }) => findings),
        flags,
      );
    },
    root,
  );
}
