import type { Command } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { findRepository } from '../root.ts';

interface ExplainFlags extends OutputOptions {
  readonly env: string;
  readonly region?: string;
}

export function registerExplain(program: Command, done: Done): void {
  const command = program
    .command('explain')
    .description('Show every value that an app is rendered with, and the file and line that it comes from.')
    .argument('<app>', 'name of the app')
    .requiredOption('--env <environment>', 'the environment')
    .option('--region <region>', 'the region; needed for apps that run in regions')
    .addHelpText(
      'after',
      `
One rule of inheritance: region over environment over app default. Maps merge key by key; anything else
replaces. "instead of" shows what was replaced, and where that stands.

Exit codes: 0 explained; 2 there is no such app, environment or region, or the sources are broken.

Examples:
  plumb explain receipt-api --env production --region eu-central-1
  plumb explain argocd --env dev -o json`,
    );
  addOutputOption(command).action(async (app: string, flags: ExplainFlags) =>
    done(await explain(app, flags)),
  );
}

async function explain(app: string, flags: ExplainFlags): Promise<number> {
  const root = findRepository();
  const explainValues = async () => {
    const { explain: explainApp } = await import('../../synth/explain.ts');
    const document = await explainApp(root, {
      app,
      environment: flags.env,
      region: flags.region,
    });
    return emit(document, [], flags);
  };
  return settle('plumb explain', flags, explainValues, root);
}
