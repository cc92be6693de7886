import type { Command } from 'commander';
import { type ControllerName, controllerNames } from '../../lab/controllers/names.ts';
import { interruptedExitCode, interruptible } from '../interrupt.ts';
import { repeatable, someOf } from '../options.ts';
import { type Done, emit, settle } from '../output.ts';
import { findRepository } from '../root.ts';
import { addLabOptions, controlPlaneModules, type LabFlags, stderrProgress } from './lab-common.ts';
import { statusSections } from './lab-status.ts';

interface UpFlags extends LabFlags {
  readonly cluster: readonly string[];
  readonly with: readonly ControllerName[];
}

export function registerLabUp(lab: Command, done: Done): void {
  const command = lab
    .command('up')
    .description('Start clusters, or add to those that run and repair what has died.')
    .addOption(
      repeatable(
        '--cluster <environment/region>',
        'a cluster, with nodes in the zones of its region',
        'those that run, else the first hub',
      ),
    )
    .addOption(
      someOf(
        '--with <controllers>',
        `also run ${controllerNames.join(', ')}: a list, with commas (Argo CD runs in hubs only, and needs the kinds, which are all that dist can hold)`,
        controllerNames,
      ),
    )
    .addHelpText(
      'after',
      `
Builds what is not built yet (plumb lab build). Everything listens on 127.0.0.1 only, on ports that were free.
Ctrl-C stops and removes a lab that did not run before.

Exit codes: 0 everything runs; 2 something does not start: a lab that did not run before is stopped again.

Examples:
  plumb lab up
  plumb lab up --cluster production/ap-northeast-1 --cluster production/us-west-2 --with argocd,keda`,
    );
  addLabOptions(command).action(async (flags: UpFlags) => done(await up(flags)));
}

async function up(flags: UpFlags): Promise<number> {
  const title = 'plumb lab up';
  const work = async (): Promise<number> => {
    const [lab, { openPrograms }, { chooseClusters, firstHub }, { loadFleet }, { status }, { InputError }] =
      await Promise.all([
        import('../../lab/lab.ts'),
        import('../../lab/build/programs.ts'),
        import('../../lab/clusters.ts'),
        import('../../fleet/load.ts'),
        import('../../lab/status.ts'),
        import('../../report/errors.ts'),
      ]);
    const fleet = loadFleet(findRepository());
    if (fleet.findings.length > 0) throw new InputError(fleet.findings);
    const clusters = chooseClusters(fleet, flags.cluster);
    const firstClusters = firstHub(fleet);
    const begin = performance.now();
    const made = await interruptible(async (signal) => {
      const programs = openPrograms({ modules: controlPlaneModules, progress: stderrProgress, signal });
      const request = { name: flags.name, clusters, firstClusters, controllers: flags.with };
      return lab.up(request, { programs, progress: stderrProgress, signal });
    });
    if (made === undefined) {
      process.stderr.write('plumb: interrupted: a lab that did not run before is gone again\n');
      return interruptedExitCode;
    }
    const { kubeconfig } = made;
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    const after = await status(flags.name);
    const hint = { type: 'text' as const, lines: [`export KUBECONFIG=${kubeconfig}`] };
    return emit(
      {
        title,
        summary: `${after?.clusters.join(', ')} up after ${seconds} s`,
        sections: [...(after ? statusSections(after) : []), hint],
        data: { kubeconfig, ...after },
      },
      [],
      flags,
    );
  };
  return settle(title, flags, work, process.cwd(), 'not finished');
}
