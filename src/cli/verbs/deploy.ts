import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../manifest/duration.ts';
import { interruptedExitCode, interruptible } from '../interrupt.ts';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { displayPath, findRepository } from '../root.ts';
import { stderrProgress } from './lab-common.ts';

interface DeployFlags extends OutputOptions {
  readonly env: string;
  readonly region?: string;
  readonly context?: string;
  readonly hubContext?: string;
  readonly lab?: string | true;
  readonly dist?: string;
  /** In seconds. */
  readonly timeout: number;
}

export function registerDeploy(program: Command, done: Done): void {
  const command = program
    .command('deploy')
    .description('Bootstrap the hub of an environment, or register a region, and wait until all is healthy.')
    .requiredOption('--env <environment>', 'the environment')
    .option('--region <region>', "register this region's cluster (default: bootstrap the hub)")
    .option('--context <name>', 'context of the cluster that is deployed (default: <environment>-<region>)')
    .option(
      '--hub-context <name>',
      "context of the hub's cluster (default: <environment>-<region of the hub>)",
    )
    .option('--lab [name]', 'publish dist to a running lab, and deploy there')
    .option('--dist <folder>', 'deploy this folder instead of dist/')
    .addOption(
      new Option('--timeout <duration>', 'how long to wait, e.g. 90s')
        .argParser(timeout)
        .default(15 * 60, '15m'),
    )
    .addHelpText(
      'after',
      `
Argo CD must be installed in the hub; the rest it gets from dist. It syncs from the repository that dist names, so
push first. Repeating a deployment repairs and reports. Ctrl-C leaves everything as it is; Argo CD goes on by itself.

Exit codes: 0 every Application is Synced with the newest commit and Healthy; 1 not in time; 2 a cluster cannot be
reached, refuses, or has no Argo CD.

Examples:
  plumb deploy --env dev
  plumb deploy --env production --region us-west-2 --timeout 30m
  plumb lab up --with argocd,keda,rollouts,velero,prometheus && plumb deploy --env dev --lab`,
    );
  addOutputOption(command).action(async (flags: DeployFlags) => done(await run(flags)));
}

async function run(flags: DeployFlags): Promise<number> {
  const title = 'plumb deploy';
  const work = async (): Promise<number> => {
    const [{ deploy }, { deployReport }] = await Promise.all([
      import('../../deploy/deploy.ts'),
      import('../../deploy/report.ts'),
    ]);
    const { env: environment, region, context, hubContext, timeout: timeoutSeconds } = flags;
    const request = { environment, region, context, hubContext, timeoutSeconds, ...(await placeOf(flags)) };
    const deployed = await interruptible(async (signal) =>
      deploy(request, { progress: stderrProgress, signal }),
    );
    if (deployed === undefined) {
      process.stderr.write(
        'plumb: interrupted: everything is left as it is, and Argo CD goes on by itself\n',
      );
      return interruptedExitCode;
    }
    const { document, findings } = deployReport(title, deployed);
    return emit(document, findings, flags);
  };
  // It may have done a part when it finds that it cannot go on; to repeat it does no harm.
  return settle(title, flags, work, process.cwd(), 'not finished');
}

/** Where dist lies, and where the clusters are found. */
async function placeOf({
  lab,
  dist,
}: DeployFlags): Promise<{ readonly dist: string; readonly kubeconfig?: string }> {
  const folder = displayPath(resolve(dist ?? join(findRepository(), 'dist')));
  if (lab === undefined) return { dist: folder };
  const [{ onLab }, { publish, repositoryFolder }] = await Promise.all([
    import('../../lab/repository/find.ts'),
    import('../../lab/repository/publish.ts'),
  ]);
  return onLab(lab === true ? 'default' : lab, async (found) => {
    await publish(found, { dist: folder, message: 'Deploy dist' });
    return { dist: join(repositoryFolder(found), 'dist'), kubeconfig: join(found.folder, 'kubeconfig') };
  });
}

/** Seconds. */
function timeout(text: string): number {
  const nanoseconds = parseDuration(text);
  if (nanoseconds === undefined || nanoseconds <= 0n)
    throw new InvalidArgumentError('Allowed are durations such as 90s, 15m or 1h30m.');
  return Number(nanoseconds / 1_000_000n) / 1000;
}
