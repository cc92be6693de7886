import type { Command } from 'commander';
import { requestedRules } from '../../lab/overlay/rule.ts';
import { type InputError, unusable } from '../../report/errors.ts';
import { interruptedExitCode, interruptible } from '../interrupt.ts';
import { someOf } from '../options.ts';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import type { RehearsalFlags } from '../rehearse/rehearse.ts';
import { stderrProgress } from './lab-common.ts';
import { registerRehearseTargets } from './rehearse-targets.ts';

/** Commander would ask for required options where one of the commands below is meant, too. */
interface RehearseFlags extends OutputOptions, Omit<RehearsalFlags, 'env' | 'region'> {
  readonly env?: string;
  readonly region?: string;
}

export function registerRehearse(program: Command, done: Done): void {
  const command = program
    .command('rehearse')
    .description('Run a pull request in a lab, there and back, and tell what happens.')
    .argument('[base]', 'a revision in git, or a folder as dist (default: HEAD)')
    .argument('[head]', 'a revision, or a folder as dist (default: the working tree)')
    .option('--env <environment>', 'the environment (required)')
    .option('--region <region>', 'the region whose cluster is rehearsed (required)')
    .option('--all', 'deploy every app of the region, not only what the change reaches')
    .addOption(
      someOf(
        '--request <changes>',
        `also make these changes to dist, for haste: ${requestedRules.join(', ')}`,
        requestedRules,
      ),
    )
    .addHelpText(
      'after',
      `
Starts a lab with the cluster, and the environment's hub, brings it to BASE, and lets the real Argo CD, Argo Rollouts,
KEDA, scheduler and admission move it to HEAD and back. Tells denials, failed and stuck syncs, interrupted Services,
pods below budgets and floors, pods without a node, aborted canaries, objects made anew, and what is left over. Pauses
of canaries last as declared unless they are asked to be shorter. The lab is gone afterwards, also after Ctrl-C.

Exit codes: 0 nothing to stop for; 1 something; 2 it could not be rehearsed, or not wholly; 130 it
was interrupted.

Examples:
  plumb rehearse HEAD~1 HEAD --env dev --region ap-northeast-1
  plumb rehearse --env dev --region ap-northeast-1 --request fast-canaries -o markdown`,
    );
  addOutputOption(command).action(
    async (base: string | undefined, head: string | undefined, flags: RehearseFlags) =>
      done(await run(base, head, flags)),
  );
  command.enablePositionalOptions();
  registerRehearseTargets(command, done);
}

async function run(
  base: string | undefined,
  head: string | undefined,
  flags: RehearseFlags,
): Promise<number> {
  const title = 'plumb rehearse';
  const work = async (): Promise<number> => {
    const { env, region } = flags;
    if (env === undefined || region === undefined) throw unnamed();
    const [{ rehearseNamed }, { rehearsalReport }] = await Promise.all([
      import('../rehearse/rehearse.ts'),
      import('../../rehearse/report.ts'),
    ]);
    const found = await interruptible(async (signal) =>
      rehearseNamed(base, head, { ...flags, env, region }, { progress: stderrProgress, signal }),
    );
    if (found === undefined) {
      process.stderr.write('plumb: interrupted: the lab is gone again\n');
      return interruptedExitCode;
    }
    const { selection, rehearsal } = found;
    if (rehearsal === undefined) {
      const summary = `nothing changes in ${env}/${region}`;
      const lines = ['dist is compared, not apps: plumb synth renders what was changed there'];
      const sections = [{ type: 'text' as const, lines }];
      return emit({ title, summary, sections, data: { selection } }, [], flags);
    }
    const names = { base: base ?? 'HEAD', head: head ?? 'the working tree' };
    const rehearsed = { ...names, selection, requested: flags.request, rehearsal };
    const { document, findings } = rehearsalReport(title, rehearsed);
    return emit(document, findings, flags);
  };
  return settle(title, flags, work, process.cwd(), 'not rehearsed');
}

function unnamed(): InputError {
  const next = 'plumb rehearse targets lists those that a change reaches';
  return unusable('usage', 'name the cluster: --env and --region', next);
}
