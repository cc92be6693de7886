import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DriftTarget } from '../../drift/run.ts';
import { findingsOf } from '../../report/content.ts';
import { InputError } from '../../report/errors.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import { unknownName } from '../../synth/filter.ts';
import type { Delivery } from '../drift/deliver.ts';
import type { Place } from '../drift/places/place.ts';
import type { Reports } from '../drift/places/reports.ts';
import type { DeclaredTarget } from '../drift/targets.ts';
import { addOutputOption, type Done, settle } from '../output.ts';
import { findRepository } from '../root.ts';

interface MergeFlags extends Delivery {
  readonly history?: string;
  readonly all?: true;
  readonly env?: string;
  readonly maxAge?: number;
}

const title = 'plumb drift merge';

const hourMilliseconds = 3_600_000;

export function registerDriftMerge(drift: Command, done: Done): void {
  const command = drift
    .command('merge')
    .description('Join the reports of many clusters to one.')
    .argument(
      '<report...>',
      'what plumb drift -o json printed: places, or s3://BUCKET/PREFIX/ for all *.json there',
    )
    .option('--all', 'every cluster of the environments must have a report')
    .addOption(
      new Option('--env <environment>', 'the same for the clusters of this environment only').conflicts(
        'all',
      ),
    )
    .option('--max-age <hours>', 'a cluster whose latest report is older is told as not judged', parseHours)
    .option('--history <place>', 'remember what was found since when; written anew')
    .option('--to <place>', 'put the report there instead of printing it')
    .addHelpText(
      'after',
      `
Reports may come in any order, and of any number of clusters: one is held at a time. Of several reports of one cluster the
latest counts. -o json tells all, the other formats the worst 50 objects of each cluster. With --all or --env the history
forgets clusters that the environments have no more, and what is reported of such is shown, but not remembered. A place is
a file or s3://BUCKET/KEY, as plumb drift --help tells; - is standard input.

Exit codes: that of the worst report; 2 if one cannot be read, is too old or, with --all or --env, is missing.

Examples:
  echo '{"version": 1, "targets": []}' >night.json
  plumb drift merge night.json -o markdown
  plumb drift merge s3://fleet-drift/reports/ --env dev --history s3://fleet-drift/history.json -o html --to fleet.html`,
    );
  addOutputOption(command, ['prometheus']).action(async (files: readonly string[], flags: MergeFlags) => {
    const output = flags.output === 'prometheus' ? 'text' : flags.output;
    done(await settle(title, { output }, async () => merge(files, flags)));
  });
}

function parseHours(value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}

async function merge(addresses: readonly string[], flags: MergeFlags): Promise<number> {
  const [{ withReports }, { keepReports }, { historyAt }] = await Promise.all([
    import('../drift/places/reports.ts'),
    import('../drift/deliver.ts'),
    import('../drift/history-file.ts'),
  ]);
  const { history, to } = flags;
  // Before anything is fetched, which takes long where there are many.
  keepReports(addresses, flags);
  const memory = history === undefined ? undefined : await historyAt(history, to);
  return withReports(addresses, async (reports) => mergeAll(reports, flags, memory));
}

async function mergeAll(reports: Reports, flags: MergeFlags, memory: Place | undefined): Promise<number> {
  const [{ mergeReports, summed }, { runDocument }, { historySections }, { keepHistory, readIfUsable }] =
    await Promise.all([
      import('../drift/merge.ts'),
      import('../../drift/run-report.ts'),
      import('../../drift/history-report.ts'),
      import('../drift/history-file.ts'),
    ]);
  const [{ declaredTargets }, { deliver, laidOut, tellAside }, { clockFindings, forgetOthers }] =
    await Promise.all([
      import('../drift/targets.ts'),
      import('../drift/deliver.ts'),
      import('../../drift/check-history.ts'),
    ]);
  const { output, env, maxAge } = flags;
  const isComplete = flags.all === true || env !== undefined;
  const names = isComplete ? targetNames(declaredTargets(findRepository()), env) : [];
  const all = new Set(names);
  const isKnown = (name: string): boolean =>
    !isComplete || all.has(name) || (env !== undefined && !name.startsWith(`${env}/`));
  const before = memory && (await readIfUsable(memory));
  const known = before?.history && forgetOthers(before.history, isKnown);
  const now = Date.now();
  const fleet = mergeReports(reports, names, now, maxAge && now - maxAge * hourMilliseconds);
  const { run, findings: told, history: after } = summed(fleet, isKnown, now, known?.history);
  const findings = [
    ...told,
    ...(before?.findings ?? []),
    ...(known ? [...known.findings, ...clockFindings(known.history, now)] : []),
  ];
  const document = runDocument(title, run, findings, after === undefined ? [] : historySections(after));
  await deliver(
    output === 'json'
      ? jsonOf(document.summary, findings, fleet.targets())
      : laidOut(document, fleet.targets(), flags, fleet.unreported),
    flags,
  );
  if (output === 'prometheus') tellAside(title, document.summary, findings);
  const kept = memory && after ? await keepHistory(title, memory, after) : 0;
  return Math.max(kept, exitCodeOf(findingsOf(document)));
}

function targetNames(declared: readonly DeclaredTarget[], only: string | undefined): string[] {
  const environments = [...new Set(declared.map(({ environment }) => environment))].sort();
  const unknown = unknownName('--env', 'environment', only, environments);
  if (unknown.length > 0) throw new InputError(unknown);
  return declared
    .filter(({ environment }) => only === undefined || environment === only)
    .map(({ environment, region }) => `${environment}/${region}`);
}

/** As any JSON of ours, but one target after the other, and without what `result` says anyway among `findings`. */
function* jsonOf(
  summary: string,
  findings: readonly unknown[],
  targets: Iterable<DriftTarget>,
): Generator<string> {
  const head = JSON.stringify({ version: 1, title, summary, findings });
  yield `${head.slice(0, -1)},"result":{"version":1,"targets":[`;
  let separator = '\n';
  for (const target of targets) {
    yield `${separator}${JSON.stringify(target)}`;
    separator = ',\n';
  }
  yield '\n]}}\n';
}
