import type { Command } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { relocated } from '../root.ts';

export function registerDiff(program: Command, done: Done): void {
  const command = program
    .command('diff')
    .description('Tell what a pull request changes in the clusters, and what of it to look at.')
    .argument('[base]', 'a revision in git, A..B, A...B, or a folder or file (default: HEAD)')
    .argument('[head]', 'a revision, or a folder or file (default: the working tree)')
    .addHelpText(
      'after',
      `
Compares the dist folder of two revisions, or any two folders or files of manifests, as the API server would: defaults,
quantities, lists by key and the like make no difference. A..B are two revisions, A...B is what B did since it parted
from A. A change that several targets or objects have in common is told once. First comes what may go wrong: fields
that cannot be changed, deletions, changed selectors, less capacity, other bounds of scaling, exposure, wider rights,
another order, charts whose effect is not shown, what policies newly deny. Values of Secrets are never shown. With
KUBECTL_EXTERNAL_DIFF="plumb diff", kubectl diff and argocd app diff show it too.

Exit codes: 0 nothing changes; 1 something does; 2 something could not be compared (unreadable, no such revision).

Examples:
  plumb diff HEAD~1 HEAD -o markdown
  plumb diff dist/production/us-west-2 dist/production/eu-central-1   # exits 1`,
    );
  addOutputOption(command).action(
    async (base: string | undefined, head: string | undefined, flags: OutputOptions) =>
      done(await diff(base, head, flags)),
  );
}

async function diff(
  base: string | undefined,
  head: string | undefined,
  flags: OutputOptions,
): Promise<number> {
  const title = 'plumb diff';
  return settle(title, flags, async () => {
    const [{ compareNamed }, { planDocument, planFindings }] = await Promise.all([
      import('../diff/compare.ts'),
      import('../../plan/report.ts'),
    ]);
    const { plan, compared, findings, root } = await compareNamed(base, head);
    const unread = relocated(findings, root);
    const hazards = relocated(planFindings(plan), root);
    const code = emit(
      planDocument(title, plan, compared, [...unread, ...hazards]),
      [...unread, ...hazards],
      flags,
    );
    return code === 0 && plan.entries.length > 0 ? 1 : code;
  });
}
