import { driftMetrics } from '../../drift/metrics.ts';
import type { DriftTarget } from '../../drift/run.ts';
import type { Document } from '../../report/document.ts';
import { unusable } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { type Format, formatDocument } from '../../report/format.ts';
import { escapeControls } from '../../report/formats/json.ts';
import { formatMetrics } from '../../report/prometheus.ts';
import { usesColor } from '../output.ts';
import { isOnePlace, placeAt } from './places/place-at.ts';

/** Where a report goes, and how it looks there. */
export interface Delivery {
  readonly output: Format | 'prometheus';
  /** Address of a place. Default: standard output */
  readonly to?: string;
}

/**
 * @param targets all that the report is of, for the formats that do not lay out the document
 * @param unreported names of targets that it should be of too
 */
export function laidOut(
  document: Document,
  targets: Iterable<DriftTarget>,
  { output, to }: Delivery,
  unreported: readonly string[] = [],
): readonly string[] {
  if (output === 'prometheus') return [formatMetrics(driftMetrics(targets, unreported))];
  return [formatDocument(document, output, { color: to === undefined && usesColor(process.stdout) })];
}

/**
 * Prints the pieces of a report, or puts them where it shall go.
 *
 * @throws InputError if the place refuses it
 */
export async function deliver(pieces: Iterable<string>, { to, output }: Delivery): Promise<void> {
  const shown = output === 'json' ? withoutControls(pieces) : pieces;
  if (to !== undefined) return (await placeAt(to)).write(shown);
  for (const piece of shown) process.stdout.write(piece);
}

/** Reports come from machines that anyone may have written to. */
function* withoutControls(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) yield escapeControls(piece);
}

/**
 * @param reports addresses of what the report is made of
 * @throws InputError if it would replace one of them by what can never be merged again
 */
export function keepReports(reports: readonly string[], { to, output }: Delivery): void {
  const lost = output === 'json' ? undefined : reports.find((report) => to && isOnePlace(report, to));
  if (lost === undefined) return;
  const message = `--to and a report are the same place, ${lost}: what is written could not be merged again`;
  throw unusable('usage', message, 'give it another place, or write -o json');
}

/** On standard error, where no program reads: what the report itself has no room for. */
export function tellAside(title: string, summary: string, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const document: Document = { title, summary, sections: [{ type: 'findings', findings }] };
  process.stderr.write(formatDocument(document, 'text', { color: usesColor(process.stderr) }));
}
