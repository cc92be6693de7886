import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Document } from '../../report/document.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { SynthResult } from '../../synth/synthesize.ts';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { displayPath, findRepository, relocated } from '../root.ts';

interface SynthFlags extends OutputOptions {
  readonly env?: string;
  readonly region?: string;
  readonly app?: string;
  readonly out?: string;
  readonly check?: boolean;
}

export function registerSynth(program: Command, done: Done): void {
  const command = program
    .command('synth')
    .description('Render every app for every environment and region into dist/.')
    .option('--env <environment>', 'only this environment')
    .option('--region <region>', 'only this region, or hub, or global')
    .option('--app <app>', 'only this app')
    .option('--out <folder>', 'write here instead of dist/: a new folder, or one that synth wrote')
    .option('--check', 'write nothing; fail if the folder is not what the sources render')
    .addHelpText(
      'after',
      `
Nothing is written unless everything that was asked for renders and is valid. Files that are no longer
rendered are removed; files that synth did not write are left alone and reported.

Exit codes: 0 done, or up to date; 1 with --check: dist is stale or edited by hand; 2 cannot be rendered.

Examples:
  plumb synth
  plumb synth --env production --region eu-central-1 --app receipt-api
  plumb synth --check`,
    );
  addOutputOption(command).action(async (flags: SynthFlags) => done(await synth(flags)));
}

async function synth(flags: SynthFlags): Promise<number> {
  const title = 'plumb synth';
  const root = findRepository();
  const render = async () => {
    const [{ synthesize }, { staleFindings, foreignFindings }, { loadJudges }] = await Promise.all([
      import('../../synth/synthesize.ts'),
      import('../../synth/check.ts'),
      import('../judges.ts'),
    ]);
    const out = resolve(flags.out ?? `${root}/dist`);
    const filter = { environment: flags.env, region: flags.region, app: flags.app };
    const result = await synthesize({ root, out, filter, check: flags.check }, loadJudges());
    const folder = displayPath(out);
    const findings = [
      ...relocated(result.findings, root),
      ...(result.plan === undefined
        ? []
        : flags.check === true
          ? staleFindings(result.plan, folder, commandOf(flags))
          : foreignFindings(result.plan, folder, 'warning')),
    ];
    return emit(synthDocument(title, result, findings, folder, flags.check === true), findings, flags);
  };
  return settle(title, flags, render, root);
}

/** The command that writes what these flags check, to be pasted into a shell. */
function commandOf({ env, region, app, out }: SynthFlags): string {
  const options = Object.entries({ env, region, app, out }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(value)}`],
  );
  return ['plumb synth', ...options].join(' ');
}

function quoted(value: string): string {
  return /^[\w./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function synthDocument(
  title: string,
  result: SynthResult,
  findings: readonly Finding[],
  folder: string,
  check: boolean,
): Document {
  return {
    title,
    summary: summaryOf(result, findings, folder, check),
    sections: findings.length === 0 ? [] : [{ type: 'findings', findings }],
    data: {
      objects: result.objectCount,
      targets: result.targetCount,
      created: result.plan?.created.map(({ path }) => path) ?? [],
      changed: result.plan?.changed.map(({ path }) => path) ?? [],
      removed: result.plan?.removed ?? [],
      unchanged: result.plan?.unchanged.length ?? 0,
      written: !check && result.plan !== undefined,
    },
  };
}

function summaryOf(
  result: SynthResult,
  findings: readonly Finding[],
  folder: string,
  check: boolean,
): string {
  const { plan } = result;
  if (!plan) return `nothing was written: ${counted(findings.length, 'problem')}`;
  const counts = `${plan.created.length} created, ${plan.changed.length} changed, ${plan.removed.length} removed, ${plan.unchanged.length} unchanged`;
  const what = `${counted(result.objectCount, 'object')} for ${counted(result.targetCount, 'target')}`;
  return check ? `${folder} against the sources: ${counts} (${what})` : `${what} in ${folder}: ${counts}`;
}
