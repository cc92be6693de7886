import { readFileSync } from 'node:fs';
import { type DriftHistory, DriftMemory } from '../../drift/history.ts';
import { FleetReports, leftOutOf, shortened, unknownCluster } from '../../drift/merge.ts';
import { readDriftRun } from '../../drift/read-run.ts';
import type { DriftRun, DriftTarget } from '../../drift/run.ts';
import { decodeText, unreadable } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import type { ReportFile, Reports } from './places/reports.ts';

/** Of which each target is read when its turn comes. */
export interface Fleet {
  /** Every target once, with all that it has to tell, ordered by name. */
  readonly targets: () => Iterable<DriftTarget>;
  /** About reports that cannot be read, are missing or are there more than once. */
  readonly findings: readonly Finding[];
  /** Expected targets of which there is none. */
  readonly unreported: readonly string[];
}

/**
 * The reports of a fleet as one. One file is held at a time; each is read twice.
 *
 * @param expected targets of which there should be a report
 * @param now milliseconds since 1970
 * @param since see `FleetReports.findings`
 */
export function mergeReports(
  given: Reports,
  expected: readonly string[],
  now: number,
  since?: number,
): Fleet {
  const reports = new FleetReports(now);
  const findings: Finding[] = [...given.findings];
  const files = new Map(given.files.map((report) => [report.name, report]));
  for (const report of given.files) {
    try {
      reports.add(report.name, readRun(report));
    } catch (error) {
      findings.push(...reportFindings(error, report));
    }
  }
  return {
    *targets() {
      let last: { readonly name: string; readonly run: DriftRun } | undefined;
      for (const { file: name, index } of reports.chosen()) {
        const report = files.get(name);
        if (report === undefined) continue;
        last = last?.name === name ? last : { name, run: readRun(report) };
        const target = last.run.targets[index];
        if (target !== undefined) yield target;
      }
    },
    findings: [...findings, ...reports.findings(expected, since)],
    unreported: reports.unreported(expected),
  };
}

/** Why a report does not count; whoever wrote it shall not keep the others from being told. */
function reportFindings(error: unknown, { name }: ReportFile): readonly Finding[] {
  if (error instanceof InputError) return error.findings;
  // What V8 says of a text that is too long, and of lists in lists in lists.
  if (!(error instanceof RangeError)) throw error;
  const message = `${name} is more than can be read: ${error.message}`;
  const next = 'see what has written it: plumb drift writes nothing like it';
  return [{ severity: 'unjudged', rule: 'not-a-drift-report', message, location: { file: name }, next }];
}

function readRun({ name, file }: ReportFile): DriftRun {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (cause) {
    throw new InputError([unreadable(name, cause)], { cause });
  }
  return readDriftRun(decodeText(content, name), name);
}

/**
 * What a reader is shown of a fleet, and what is remembered of it.
 *
 * @param isKnown whether git has the target of this name, or nobody knows
 * @param now milliseconds since 1970
 */
export function summed(
  { targets, findings }: Fleet,
  isKnown: (target: string) => boolean,
  now: number,
  before?: DriftHistory,
): { readonly run: DriftRun; readonly findings: readonly Finding[]; readonly history?: DriftHistory } {
  const memory = before && new DriftMemory(before, now);
  const shown: DriftTarget[] = [];
  const told: Finding[] = [];
  for (const target of targets()) {
    if (isKnown(target.target)) memory?.add(target);
    else told.push(unknownCluster(target));
    shown.push(shortened(target));
    const left = leftOutOf(target);
    if (left > 0) {
      const message = `${left} more objects are not as git says`;
      const next = 'see its own report, or -o json';
      told.push({ severity: 'warning', rule: 'left-out', subject: target.target, message, next });
    }
  }
  return {
    run: { version: 1, targets: shown },
    findings: [...findings, ...told],
    ...(memory && { history: memory.history() }),
  };
}
