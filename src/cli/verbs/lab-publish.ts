import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type RequestedRule, requestedRules } from '../../lab/overlay/rule.ts';
import { someOf } from '../options.ts';
import { type Done, emit, settle } from '../output.ts';
import { findRepository } from '../root.ts';
import { addLabOptions, type LabFlags } from './lab-common.ts';

interface PublishFlags extends LabFlags {
  readonly dist?: string;
  readonly message: string;
  readonly request: readonly RequestedRule[];
}

export function registerLabPublish(lab: Command, done: Done): void {
  const command = lab
    .command('publish')
    .description("Commit dist/ to the git repository that the lab's Argo CD syncs from.")
    .option('--dist <folder>', 'publish this folder instead of dist/')
    .addOption(
      someOf(
        '--request <changes>',
        `also make these changes, for haste: ${requestedRules.join(', ')}`,
        requestedRules,
      ),
    )
    .option('-m, --message <text>', 'message of the commit', 'Publish dist')
    .addHelpText(
      'after',
      `
What cannot work in a lab as it is, such as addresses of other machines, is changed on the way; every change is
printed, by the rule that makes it and its reason. Nothing is committed if nothing has changed. Argo CD is told of the
commit, as by the webhook of a git server.

Exit codes: 0 published, or up to date; 2 there is no such lab, or nothing to publish to it.

Examples:
  plumb lab publish
  plumb lab publish --dist ../candidate/dist -m 'Try more replicas'
  plumb lab publish --request fast-canaries,instant-pods -o json`,
    );
  addLabOptions(command).action(async (flags: PublishFlags) => done(await run(flags)));
}

async function run(flags: PublishFlags): Promise<number> {
  const title = 'plumb lab publish';
  const work = async (): Promise<number> => {
    const [{ announceCommit }, { onLab }, { publish }, { publishedDocument }] = await Promise.all([
      import('../../deploy/announce.ts'),
      import('../../lab/repository/find.ts'),
      import('../../lab/repository/publish.ts'),
      import('../../lab/repository/report.ts'),
    ]);
    const dist = resolve(flags.dist ?? join(findRepository(), 'dist'));
    const { message, request: requested } = flags;
    const { lab, published } = await onLab(flags.name, async (found) => ({
      lab: found,
      published: await publish(found, { dist, message, requested }),
    }));
    await Promise.all(lab.hubs.map(async (hub) => announceCommit(join(lab.folder, 'kubeconfig'), hub)));
    return emit(publishedDocument(title, published), [], flags);
  };
  return settle(title, flags, work, process.cwd(), 'not finished');
}
