/** The thread beside the first: see overdue.ts. */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** What runs in the first thread, in memory that both see. */
export interface Turn {
  /** Another one for each app in each target. */
  readonly number: Int32Array<SharedArrayBuffer>;
  /** In bytes, of the name; 0 while no app runs. */
  readonly length: Int32Array<SharedArrayBuffer>;
  readonly name: Uint8Array<SharedArrayBuffer>;
}

const PATIENCE_SECONDS = 10;

const { number, length, name } = workerData as Turn;
let seen: number | undefined;
let seconds = 0;

setInterval(() => {
  seconds = number[0] === seen ? seconds + 1 : 0;
  seen = number[0];
  if (seconds !== PATIENCE_SECONDS || length[0] === 0) return;
  const text = Buffer.from(name.slice(0, length[0])).toString();
  // `process.stderr` of a thread is written by the first one, which is busy.
  writeSync(2, `${text}: has not returned for ${PATIENCE_SECONDS} s\n`);
}, 1000);
