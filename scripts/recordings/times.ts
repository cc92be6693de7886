import { table } from './markdown.ts';
import type { Recording } from './recording.ts';
import { unrecorded } from './unrecorded.ts';

/**
 * The tables of `docs/guide/lab.md`: how long each step took, and how much memory each process held.
 *
 * @param missing names of proofs of which nothing is recorded
 */
export function times(recordings: ReadonlyMap<string, Recording>, missing: readonly string[] = []): string {
  return [...timeTables(recordings), ...memoryTables(recordings), ...missingTable(missing)].join('\n');
}

function missingTable(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const rows = missing.map((name) => [name, unrecorded[name] ?? 'not yet']);
  return [`Nothing is recorded of these:\n\n${table(['proof', 'why'], rows)}`];
}

function timeTables(recordings: ReadonlyMap<string, Recording>): string[] {
  const timed = [...recordings.values()].filter(({ steps }) => steps.length > 0);
  const machines = Map.groupBy(timed, machineOf);
  return [...machines].map(([machine, group]) => {
    const steps = group.flatMap((recording) => recording.steps);
    const rows = steps.map(({ proof, step, seconds, targetSeconds }) => [
      proof,
      step,
      `${seconds.toFixed(1)} s`,
      targetSeconds === undefined ? '' : `${targetSeconds} s`,
    ]);
    return `Measured on ${machine}:\n\n${table(['proof', 'step', 'time', 'target'], rows)}`;
  });
}

function machineOf({ machine: { cores, memoryGibibytes } }: Recording): string {
  return `${cores} cores with ${memoryGibibytes} GiB of memory`;
}

function memoryTables(recordings: ReadonlyMap<string, Recording>): string[] {
  const uses = [...recordings.values()].flatMap(({ memory }) => memory);
  return [...Map.groupBy(uses, (use) => use.of)].map(([of, group]) => {
    const total = group.reduce((sum, { mebibytes }) => sum + mebibytes, 0);
    const largestFirst = group.toSorted((a, b) => b.mebibytes - a.mebibytes);
    const rows = largestFirst.map(({ process, mebibytes }) => [process, `${mebibytes} MiB`]);
    return `Memory of ${of}, together ${total} MiB:\n\n${table(['process', 'resident'], rows)}`;
  });
}
