import { appendFileSync } from 'node:fs';
import type { ProcessStatus } from '../../src/lab/status.ts';

export interface Step {
  /** The proof that it belongs to, e.g. `gitops`. */
  readonly proof: string;
  /** In words, as the guide's table shows it: `a deleted object returns`. */
  readonly step: string;
  /** Above it, the step fails where a recording is made. */
  readonly targetSeconds?: number;
}

export interface Measurement extends Step {
  readonly seconds: number;
}

/**
 * Does a step of a proof, prints how long it took and, where a recording is made (`PLUMB_MEASUREMENTS` names its file),
 * adds it there as a line of JSON.
 */
export async function measure<T>(step: Step, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  reportMeasurement({ ...step, seconds: (performance.now() - start) / 1000 });
  return result;
}

/** As `measure`, for a time that was taken otherwise. */
export function reportMeasurement(measurement: Measurement): void {
  const { proof, step, seconds, targetSeconds } = measurement;
  const target = targetSeconds === undefined ? '' : ` (target ${targetSeconds} s)`;
  process.stdout.write(`${proof}: ${step}: ${seconds.toFixed(1)} s${target}\n`);
  record('PLUMB_MEASUREMENTS', measurement);
  // Elsewhere the machine may be busy with something else: that must not fail a test of what is done.
  const isRecorded = process.env['PLUMB_MEASUREMENTS'] !== undefined;
  if (isRecorded && targetSeconds !== undefined && seconds > targetSeconds) {
    throw new Error(`${step} took ${seconds.toFixed(1)} s, more than ${targetSeconds} s`);
  }
}

export interface MemoryUse {
  /** Whose processes they are, in words: `a hub with all controllers`. */
  readonly of: string;
  /** `<cluster>/<process>` */
  readonly process: string;
  readonly mebibytes: number;
}

/** Prints what memory processes hold, and adds it to the file that `PLUMB_MEMORY` names, if a recording is made. */
export function reportMemory(of: string, processes: readonly ProcessStatus[]): void {
  const uses = processes.map(({ name, residentBytes }) => ({
    of,
    process: name,
    mebibytes: Math.round(residentBytes / 2 ** 20),
  }));
  const total = uses.reduce((sum, { mebibytes }) => sum + mebibytes, 0);
  for (const use of uses) process.stdout.write(`${of}: ${use.process}: ${use.mebibytes} MiB\n`);
  process.stdout.write(`${of}: together: ${total} MiB\n`);
  for (const use of uses) record('PLUMB_MEMORY', use);
}

/** Adds a line of JSON to the file that the variable names, if it is set. */
function record(variable: string, entry: object): void {
  const file = process.env[variable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
