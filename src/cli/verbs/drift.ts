import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { DriftHistory } from '../../drift/history.ts';
import type { DriftRun } from '../../drift/run.ts';
import { findingsOf } from '../../report/content.ts';
import { InputError, unusable } from '../../report/errors.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import type { Finding } from '../../report/finding.ts';
import type { Format } from '../../report/format.ts';
import type { Place } from '../drift/places/place.ts';
import { addOutputOption, type Done, type OutputOptions, settle } from '../output.ts';
import { displayPath, findRepository } from '../root.ts';
import { registerDriftMerge } from './drift-merge.ts';
import { registerDriftTargets } from './drift-targets.ts';
import { stderrProgress } from './lab-common.ts';

interface DriftFlags {
  readonly output: Format | 'prometheus';
  readonly to?: string;
  readonly history?: string;
  readonly env?: string;
  readonly region?: string;
  readonly context?: string;
  readonly app?: string;
  readonly kubeconfig?: string;
  readonly dist?: string;
  readonly readOnly?: true;
  readonly auditLog?: string;
  readonly desired?: readonly string[];
  readonly live?: readonly string[];
}

const title = 'plumb drift';

export function registerDrift(program: Command, done: Done): void {
  const command = program
    .command('drift')
    .description('Tell what clusters have that git does not say, who changed it and since when.')
    .option('--env <environment>', 'only this environment (default: all)')
    .option('--region <region>', 'only the cluster of this region (default: all)')
    .option('--app <app>', 'only this app (default: all)')
    .option('--context <name>', 'context of the one cluster (default: <environment>-<region>)')
    .option('--kubeconfig <file>', 'default: KUBECONFIG, else ~/.kube/config')
    .option('--dist <folder>', 'compare with this folder instead of dist/')
    .option('--read-only', 'send no dry runs')
    .option('--audit-log <file>', "the API server's audit log, to tell users")
    .option('--history <place>', 'remember what was found since when; written anew')
    .option('--to <place>', 'put the report there instead of printing it')
    .option('--desired <path...>', 'compare dumps: what git gives the cluster, files and folders')
    .option('--live <path...>', 'compare dumps: what the cluster has')
    .addHelpText(
      'after',
      `
Changes nothing: what an object should be is asked of the API server by a dry run. What controllers own by right is never
told, what people change is, also where git says nothing. Values of Secrets are never shown. With --app only the kinds that
the app has are listed: what it left behind of other kinds is told by a run without it. With --desired and --live no
cluster is asked; dump every kind that git has, in all namespaces, with --show-managed-fields. --history forgets clusters
that git has no more, unless --env, --region, --context or --dist chooses a part.

A place is a file, or s3://BUCKET/KEY: region, credentials and endpoint are those of AWS' own programs (AWS_REGION, AWS_PROFILE,
AWS_ENDPOINT_URL_S3, …). What is put there replaces what was there as a whole; if it cannot be, that is told, with exit code 2.

Results: drifted; missing (not in the cluster); orphaned (Argo CD applied it, git does not have it); stale (git has moved
on, Argo CD has not synced it yet); clean. Clusters that cannot be judged are unreachable,
forbidden or unreadable.

Exit codes: 0 all clean; 1 something is not; 2 something could not be judged, after the report of the rest.

Examples:
  plumb drift --env production --region us-west-2
  plumb drift --env dev --app receipt-api --read-only -o json
  plumb drift --env dev -o json --to s3://fleet-drift/reports/dev.json
  kubectl get deployments,services,configmaps -A -o yaml --show-managed-fields >live.yaml
  plumb drift --desired dist/production/us-west-2 --live live.yaml`,
    );
  addOutputOption(command, ['prometheus']).action(async (flags: DriftFlags) =>
    done(await settle(title, textFor(flags), async () => drift(flags))),
  );
  command.enablePositionalOptions();
  registerDriftMerge(command, done);
  registerDriftTargets(command, done);
}

/** What is no result but a report of a mistake is not for Prometheus. */
function textFor({ output }: DriftFlags): OutputOptions {
  return { output: output === 'prometheus' ? 'text' : output };
}

async function drift(flags: DriftFlags): Promise<number> {
  const { desired, live } = flags;
  if (desired === undefined && live === undefined) return clusters(flags);
  const others = [
    'env',
    'region',
    'context',
    'app',
    'kubeconfig',
    'dist',
    'readOnly',
    'auditLog',
    'history',
  ] as const;
  if (desired === undefined || live === undefined)
    throw unusable('usage', '--desired and --live compare dumps: one is missing', 'give both');
  const extra = others.filter((name) => flags[name] !== undefined).map(optionOf);
  if (extra.length > 0) {
    const message = `--desired and --live compare dumps, and ask no cluster: ${extra.join(', ')} cannot be given`;
    throw unusable('usage', message, `leave out ${extra.join(', ')}`);
  }
  if (flags.output === 'prometheus') {
    const message = 'metrics are of clusters, and dumps do not tell of which they are';
    const next = 'ask the cluster, or have dumps told in another format, such as -o json';
    throw unusable('usage', message, next);
  }
  return dumps(desired, live, flags);
}

/** `readOnly` → `--read-only` */
function optionOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

async function clusters({ dist, readOnly, ...flags }: DriftFlags): Promise<number> {
  const [{ liveDrift }, { renderedTargets }, { historyAt, readHistory }, { clockFindings, forgetOthers }] =
    await Promise.all([
      import('../drift/live.ts'),
      import('../drift/clusters.ts'),
      import('../drift/history-file.ts'),
      import('../../drift/check-history.ts'),
    ]);
  if (flags.app !== undefined && flags.history !== undefined) {
    const message = '--history is of whole clusters: what --app leaves out would look as if it had healed';
    const next = 'leave one of the two out';
    throw unusable('usage', message, next);
  }
  // What cannot be used is told before the clusters are asked, not after.
  const memory = flags.history === undefined ? undefined : await historyAt(flags.history, flags.to);
  const before = memory && (await readHistory(memory));
  const { env: environment, region, context, app, kubeconfig, auditLog } = flags;
  const rendered = displayPath(resolve(dist ?? join(findRepository(), 'dist')));
  const { run, findings } = await liveDrift(
    {
      dist: rendered,
      ...(environment !== undefined && { environment }),
      ...(region !== undefined && { region }),
      ...(context !== undefined && { context }),
      ...(app !== undefined && { app }),
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(auditLog !== undefined && { auditLog }),
      readOnly: readOnly === true,
    },
    stderrProgress.note,
    () => new Date(),
  );
  // Who looks at a part cannot tell that git has the rest no more.
  const isPart = [environment, region, context, dist].some((value) => value !== undefined);
  const git = before === undefined || isPart ? [] : renderedTargets(rendered);
  const known =
    before && !isPart
      ? forgetOthers(before, (name) => git.includes(name))
      : { history: before, findings: [] };
  const clock = known.history ? clockFindings(known.history, Date.now()) : [];
  return emitRun(run, [...findings, ...known.findings, ...clock], flags, known.history, memory);
}

async function emitRun(
  run: DriftRun,
  unread: readonly Finding[],
  flags: DriftFlags,
  before: DriftHistory | undefined,
  memory: Place | undefined,
): Promise<number> {
  const [
    { runDocument },
    { remember },
    { historySections },
    { keepHistory },
    { deliver, laidOut, tellAside },
  ] = await Promise.all([
    import('../../drift/run-report.ts'),
    import('../../drift/history.ts'),
    import('../../drift/history-report.ts'),
    import('../drift/history-file.ts'),
    import('../drift/deliver.ts'),
  ]);
  const history = before && remember(before, run, Date.now());
  const document = runDocument(title, run, unread, history && historySections(history));
  await deliver(laidOut(document, run.targets, flags), flags);
  if (flags.output === 'prometheus') tellAside(title, document.summary, unread);
  // What nobody was told is not remembered.
  const kept = memory && history ? await keepHistory(title, memory, history) : 0;
  return Math.max(kept, exitCodeOf(findingsOf(document)));
}

async function dumps(
  desiredPaths: readonly string[],
  livePaths: readonly string[],
  flags: DriftFlags,
): Promise<number> {
  const [
    { readManifestPaths },
    { namelessFindings },
    { loadFacts },
    { driftOf },
    { driftDocument },
    { deliver, laidOut },
  ] = await Promise.all([
    import('../../manifest/read-paths.ts'),
    import('../../drift/nameless.ts'),
    import('../../kubernetes/load.ts'),
    import('../../drift/drift.ts'),
    import('../../drift/report.ts'),
    import('../drift/deliver.ts'),
  ]);
  const desired = await readManifestPaths(desiredPaths, process.cwd());
  const live = await readManifestPaths(livePaths, process.cwd());
  const nameless = namelessFindings([...desired.manifests, ...live.manifests]);
  const unread = [...desired.findings, ...live.findings, ...nameless];
  // What a file that cannot be read holds would look like missing, or like orphaned.
  if (exitCodeOf(unread) === 2) throw new InputError(unread);
  const judged = driftOf(
    desired.manifests,
    live.manifests.map(({ object }) => object),
    loadFacts(),
    new Map(live.manifests.map((each) => [each.object, each])),
  );
  const document = driftDocument(title, judged, unread);
  await deliver(laidOut(document, [], { ...flags, ...textFor(flags) }), flags);
  return exitCodeOf(findingsOf(document));
}
