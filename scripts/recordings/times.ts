import { table } from './markdown.ts';
import type { Recording } from './recording.ts';

/**
 * The tables of `docs/guide/lab.md`: how long each step took, and how much memory each process held.
 *
 * @param unrecorded names of proofs that nothing was recorded of
 */
export function times(
  recordings: ReadonlyMap<string, Recording>,
  unrecorded: readonly string[] = [],
): string {
  const missing = unrecorded.length === 0 ? [] : [`Not recorded yet: ${unrecorded.join(', ')}.\n`];
  return [...timeTables(recordings), ...memoryTables(recordings), ...missing].join('\n');
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
