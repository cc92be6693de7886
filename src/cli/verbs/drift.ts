import type { Command } from 'commander';
import { InputError } from '../../report/errors.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import { addOutputOption, type Done, emitDocument, type OutputOptions, settle } from '../output.ts';

interface DriftFlags extends OutputOptions {
  readonly desired: readonly string[];
  readonly live: readonly string[];
}

export function registerDrift(program: Command, done: Done): void {
  const command = program
    .command('drift')
    .description('Tell what a cluster has that git does not say, who changed it and since when.')
    .requiredOption('--desired <path...>', 'what git gives the cluster: files and folders')
    .requiredOption('--live <path...>', 'what the cluster has: a dump')
    .addHelpText(
      'after',
      `
Compares dumps of a cluster with manifests; clusters themselves are not asked yet. Dump every kind that git has, in all
namespaces, with --show-managed-fields: they alone tell whose a field is. What controllers own by right is never told,
what people change is, also where git says nothing. Values of Secrets are never shown.

Results: drifted; missing (not in the cluster); orphaned (Argo CD applied it, git does not have it); stale (Argo CD
applied what is there, and git has moved on); clean.

Exit codes: 0 all clean; 1 something is not; 2 something could not be judged (unreadable, no managedFields).

Examples:
  kubectl get deployments,services,configmaps -A -o yaml --show-managed-fields >live.yaml
  plumb drift --desired dist/production/us-west-2 --live live.yaml -o json`,
    );
  addOutputOption(command).action(async (flags: DriftFlags) => done(await drift(flags)));
}

async function drift(flags: DriftFlags): Promise<number> {
  const title = 'plumb drift';
  return settle(title, flags, async () => {
    const [{ readManifestPaths }, { loadFacts }, { driftOf }, { driftDocument }] = await Promise.all([
      import('../../manifest/read-paths.ts'),
      import('../../kubernetes/load.ts'),
      import('../../drift/drift.ts'),
      import('../../drift/report.ts'),
    ]);
    const desired = await readManifestPaths(flags.desired, process.cwd());
    const live = await readManifestPaths(flags.live, process.cwd());
    const unread = [...desired.findings, ...live.findings];
    // What a file that cannot be read holds would look like missing, or like orphaned.
    if (exitCodeOf(unread) === 2) throw new InputError(unread);
    const judged = driftOf(
      desired.manifests,
      live.manifests.map(({ object }) => object),
      loadFacts(),
    );
    const document = driftDocument(title, judged, unread);
    return emitDocument(document, flags);
  });
}
