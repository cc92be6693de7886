import { createHash } from 'node:crypto';

/** What one side of a comparison did in one process. */
export interface SideResult {
  readonly milliseconds: number;
  readonly objects: number;
  /** The same for sides that rendered objects with the same identities. */
  readonly identities: string;
}

/** `kind/name` of what a side rendered; the sides agree on nothing but these (labels, for one, are ours alone). */
export type Identity = `${string}/${string}`;

/**
 * Runs one side: times the work alone (not the start of the process, nor loading modules) and prints the result for
 * bench.ts to read.
 */
export function runSide(work: (chartCount: number) => readonly Identity[]): void {
  const chartCount = Number(process.argv[2]);
  const start = process.hrtime.bigint();
  const identities = work(chartCount);
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const hash = createHash('sha256').update(identities.toSorted().join('\n')).digest('hex');
  const result: SideResult = { milliseconds, objects: identities.length, identities: hash };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
