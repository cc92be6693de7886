import type { Command } from 'commander';
import type { Done } from '../output.ts';
import { registerLabBuild } from './lab-build.ts';
import { registerLabDown } from './lab-down.ts';
import { registerLabLogs } from './lab-logs.ts';
import { registerLabPublish } from './lab-publish.ts';
import { registerLabStatus } from './lab-status.ts';
import { registerLabUp } from './lab-up.ts';

/** `plumb lab`: one file for each of its commands. */
export function registerLab(program: Command, done: Done): void {
  const lab = program
    .command('lab')
    .description('Run real Kubernetes control planes and controllers on this machine, without containers.');
  registerLabBuild(lab, done);
  registerLabUp(lab, done);
  registerLabPublish(lab, done);
  registerLabStatus(lab, done);
  registerLabLogs(lab, done);
  registerLabDown(lab, done);
}
