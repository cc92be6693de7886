import { appendFileSync } from 'node:fs';

export interface Step {
  /** The proof that it belongs to, e.g. `gitops`. */
  readonly proof: string;
  /** In words, as the guide's table shows it: `a deleted object returns`. */
  readonly step: string;
  /** Above it, the step fails. */
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
  const file = process.env['PLUMB_MEASUREMENTS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(measurement)}\n`);
  if (targetSeconds !== undefined && seconds > targetSeconds) {
    throw new Error(`${step} took ${seconds.toFixed(1)} s, more than ${targetSeconds} s`);
  }
}
