import type { Command } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { findRepository, relocated } from '../root.ts';

interface ParityFlags extends OutputOptions {
  readonly app?: string;
}

export function registerParity(program: Command, done: Done): void {
  const command = program
    .command('parity')
    .description('Show which environment and region has which release, and what is owed.')
    .argument('[env...]', 'the environments (default: all)')
    .option('--app <app>', 'only this app')
    .addHelpText(
      'after',
      `
Releases are cut to 12 digits. Owed is what an environment has not got from the one it promotesFrom, by wave. Regions
that differ though no wave makes it so are findings: several-waves, wave-out-of-order, skipped-environment.

Exit codes: 0 everywhere the same; 1 something differs; 2 there is no such environment, or the sources are broken.

Examples:
  plumb parity staging production   # exits 1
  plumb parity --app receipt-api -o json   # exits 1`,
    );
  addOutputOption(command).action(async (environments: string[], flags: ParityFlags) =>
    done(await parity(environments, flags)),
  );
}

async function parity(names: readonly string[], flags: ParityFlags): Promise<number> {
  const title = 'plumb parity';
  const root = findRepository();
  const work = async () => {
    const [{ named, readForPromotion }, { parityOf }, { parityDocument }] = await Promise.all([
      import('../promote/repository.ts'),
      import('../../promote/parity.ts'),
      import('../../promote/parity-report.ts'),
    ]);
    const repository = await readForPromotion(root);
    const { environments, apps } = named(repository, names, flags.app);
    const chosen = repository.fleet.environments.filter(
      (each) => names.length === 0 || environments.includes(each),
    );
    const result = parityOf(repository.fleet, apps, chosen, flags.app !== undefined);
    const findings = relocated(result.findings, root);
    const code = emit(parityDocument(title, result, findings), findings, flags);
    return code === 0 && result.rows.some(({ isSame }) => !isSame) ? 1 : code;
  };
  return settle(title, flags, work, root);
}
