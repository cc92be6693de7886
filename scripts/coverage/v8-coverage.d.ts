/** The part in use of a library that ships no types. */
declare module '@bcoe/v8-coverage' {
  import type { Profiler } from 'node:inspector';

  export interface ProcessCoverage {
    readonly result: readonly Profiler.ScriptCoverage[];
  }

  /** Adds up the counts of scripts with the same URL, splitting ranges where they differ. */
  export function mergeProcessCovs(coverages: readonly ProcessCoverage[]): ProcessCoverage;
}
