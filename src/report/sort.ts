import type { Finding, Severity } from './finding.ts';

/** Worst first. */
export const severities = ['unjudged', 'error', 'warning'] as const satisfies readonly Severity[];

/** Worst first, then by file, line, column, subject, rule and message: the same findings always in the same order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compareText(a.location?.file, b.location?.file) ||
      (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
      (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
      compareText(a.subject, b.subject) ||
      compareText(a.rule, b.rule) ||
      compareText(a.message, b.message),
  );
}

/** By code units, as no locale does it; what is absent counts as empty. */
export function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
