import type { Finding } from './finding.ts';

/** 2 if anything asked for was not judged; else 1 if anything was judged bad; else 0. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ severity }) => severity === 'unjudged')) return 2;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
