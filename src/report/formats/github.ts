import { findingsInOrder, fullMessage, neutralize } from '../content.ts';
import type { Document } from '../document.ts';
import type { Finding } from '../finding.ts';

/**
 * GitHub Actions' workflow commands: each finding becomes an annotation of its line. GitHub shows ten errors and ten
 * warnings for each step and silently drops the rest; worst come first, and a notice says how many there are in all.
 */
export function formatGithub(document: Document): string {
  const findings = findingsInOrder(document);
  const shown = [...first(findings, isError), ...first(findings, (finding) => !isError(finding))];
  const lines = shown.map(command);
  const left = findings.length - shown.length;
  const more = left === 0 ? '' : ` (${left} more findings are not shown as annotations)`;
  lines.push(`::notice title=${property(document.title)}::${data(document.summary + more)}`);
  return `${lines.join('\n')}\n`;
}

const annotationsShown = 10;

function first(findings: readonly Finding[], wanted: (finding: Finding) => boolean): Finding[] {
  return findings.filter(wanted).slice(0, annotationsShown);
}

function isError({ severity }: Finding): boolean {
  return severity !== 'warning';
}

function command(finding: Finding): string {
  const { location, subject } = finding;
  const properties: string[] = [];
  // GitHub can place an annotation only on a file of the repository.
  if (location !== undefined && !location.file.startsWith('<')) {
    properties.push(`file=${property(location.file)}`);
    if (location.line !== undefined) properties.push(`line=${location.line}`);
    if (location.column !== undefined) properties.push(`col=${location.column}`);
  }
  properties.push(`title=${property(`${finding.severity}: ${finding.rule}`)}`);
  const about = subject === undefined ? '' : `${subject}: `;
  return `::${isError(finding) ? 'error' : 'warning'} ${properties.join(',')}::${data(about + fullMessage(finding))}`;
}

/** Source: @actions/core, `command.ts`, which also escapes line breaks: here there are none left. */
function data(text: string): string {
  return neutralize(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
