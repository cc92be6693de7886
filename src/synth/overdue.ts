import { Worker } from 'node:worker_threads';
import type { Turn } from './overdue-thread.ts';

let turn: Turn | undefined;

/**
 * Names the code of an app that runs from now on, or none. What does not return for ten seconds is told on standard
 * error, from a thread of its own: the first one can do nothing while it waits for a loop that does not end. The thread
 * starts with the first name, and ends with the process.
 */
export function nowRuns(name?: string): void {
  if (name === undefined && turn === undefined) return;
  turn ??= startWatching();
  turn.length[0] = name === undefined ? 0 : new TextEncoder().encodeInto(name, turn.name).written;
  turn.number[0] = (turn.number[0] ?? 0) + 1;
}

function startWatching(): Turn {
  const shared = new SharedArrayBuffer(1024);
  const watched: Turn = {
    number: new Int32Array(shared, 0, 1),
    length: new Int32Array(shared, 4, 1),
    name: new Uint8Array(shared, 8),
  };
  const worker = new Worker(new URL('overdue-thread.ts', import.meta.url), { workerData: watched });
  // To say nothing is better than to end what works.
  worker.on('error', () => undefined);
  worker.unref();
  return watched;
}
