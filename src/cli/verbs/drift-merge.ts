import type { Command } from 'commander';
import type { DriftTarget } from '../../drift/run.ts';
import { findingsOf } from '../../report/content.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import type { Format } from '../../report/format.ts';
import { addOutputOption, type Done, emitDocument, settle } from '../output.ts';
import { findRepository } from '../root.ts';

interface MergeFlags {
  readonly output: Format | 'prometheus';
  readonly history?: string;
  readonly all?: true;
}

const title = 'plumb drift merge';

export function registerDriftMerge(drift: Command, done: Done): void {
  const command = drift
    .command('merge')
    .description('Join the reports of many clusters to one.')
    .argument('<report...>', 'what plumb drift -o json printed')
    .option('--all', 'every cluster of the environments must have a report')
    .option('--history <file>', 'remember what was found since when; written anew')
    .addHelpText(
      'after',
      `
Reports may come in any order, and of any number of clusters: one is held at a time. Of several reports of one cluster the
latest counts. -o json tells all, the other formats the worst 50 objects of each cluster. With --all the history forgets clusters
that the environments have no more.

Exit codes: that of the worst report; 2 if one cannot be read or, with --all, is missing.

Examples:
  echo '{"version": 1, "targets": []}' >night.json
  plumb drift merge night.json -o markdown`,
    );
  addOutputOption(command, ['prometheus']).action(async (files: readonly string[], flags: MergeFlags) => {
    const output = flags.output === 'prometheus' ? 'text' : flags.output;
    done(await settle(title, { output }, async () => merge(files, flags)));
  });
}

async function merge(files: readonly string[], { output, history, all }: MergeFlags): Promise<number> {
  const [{ mergeReports, summed }, { runDocument }, { historySections }, { readHistory, writeHistory }] =
    await Promise.all([
      import('../drift/merge.ts'),
      import('../../drift/run-report.ts'),
      import('../../drift/history-report.ts'),
      import('../drift/history-file.ts'),
    ]);
  const [{ declaredTargets }, { printMetrics }, { forgetOthers }] = await Promise.all([
    import('../drift/targets.ts'),
    import('../drift/metrics.ts'),
    import('../../drift/history.ts'),
  ]);
  const expected = all === true ? declaredTargets(findRepository()) : [];
  const names = expected.map(({ environment, region }) => `${environment}/${region}`);
  const before = history === undefined ? undefined : readHistory(history);
  const known = before && all === true ? forgetOthers(before, names) : { history: before, findings: [] };
  const fleet = mergeReports(files, names);
  const { run, findings: told, history: after } = summed(fleet, known.history);
  const findings = [...told, ...known.findings];
  const document = runDocument(title, run, findings, after === undefined ? [] : historySections(after));
  if (output === 'prometheus') printMetrics(fleet.targets());
  else if (output === 'json') printJson(document.summary, findings, fleet.targets());
  else emitDocument(document, { output });
  if (history !== undefined && after !== undefined) writeHistory(history, after);
  return exitCodeOf(findingsOf(document));
}

/** As any JSON of ours, but one target after the other, and without what `result` says anyway among `findings`. */
function printJson(summary: string, findings: readonly unknown[], targets: Iterable<DriftTarget>): void {
  const head = JSON.stringify({ version: 1, title, summary, findings });
  process.stdout.write(`${head.slice(0, -1)},"result":{"version":1,"targets":[`);
  let separator = '\n';
  for (const target of targets) {
    process.stdout.write(`${separator}${JSON.stringify(target)}`);
    separator = ',\n';
  }
  process.stdout.write('\n]}}\n');
}
