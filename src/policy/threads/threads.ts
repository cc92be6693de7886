import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ManifestFile } from '../../manifest/files.ts';
import type { LoadedManifest, ReadManifests } from '../../manifest/read.ts';
import { readManifestFile } from '../../manifest/read-paths.ts';
import { received } from './files.ts';
import type { PlainFile, Question, Task, TaskAnswers } from './message.ts';

/** A thread has to load schemas and policies first. With fewer files or requests for each, one thread is done sooner. */
const worthwhileCount = 2000;

/** Neighbours that go to one thread together: objects of one kind stand together, and some kinds cost more. */
const batchSize = 64;

/** Which of so many threads reads a file, or judges a request, by its place. */
export function threadAt(place: number, threads: number): number {
  return Math.floor(place / batchSize) % threads;
}

/** Where a manifest is known: as the how-manieth that a thread has read. */
interface Reading {
  readonly thread: number;
  readonly index: number;
}

/**
 * Lets work be done by threads, which end with it.
 *
 * @param count of threads, this one included. Default: as many as are best for what there is to do
 */
export async function withThreads<Result>(
  count: number | undefined,
  work: (threads: Threads) => Promise<Result>,
): Promise<Result> {
  const threads = new Threads(count);
  try {
    return await work(threads);
  } finally {
    await threads.end();
  }
}

/** This thread, which is number 0, and as many beside it as are worth it. */
export class Threads {
  readonly #count: number | undefined;
  readonly #workers: Worker[] = [];
  readonly #readings = new Map<LoadedManifest, Reading>();
  readonly #readCounts: number[] = [];

  /** @param count as of `withThreads` */
  constructor(count: number | undefined) {
    this.#count = count;
  }

  /** How many there are for so many files or requests: more are started if need be, and none ends. */
  startFor(amount: number): number {
    const best = this.#count ?? Math.min(availableParallelism(), Math.floor(amount / worthwhileCount));
    while (this.#workers.length + 1 < best)
      this.#workers.push(new Worker(new URL('worker.ts', import.meta.url)));
    return this.#workers.length + 1;
  }

  /** Reads files, each thread its share: as `readManifestFile` of each. */
  readonly read = async (files: readonly ManifestFile[]): Promise<ReadManifests[]> => {
    const threads = this.startFor(files.length);
    // Standard input is read here.
    const readerOf = (place: number) => (files[place]?.path === undefined ? 0 : threadAt(place, threads));
    const shares = Map.groupBy(files.keys(), readerOf);
    const reading = this.#workers.map(async (worker, index) => {
      const share = shares.get(index + 1) ?? [];
      return ask<PlainFile[]>(worker, { read: share.flatMap((place) => files[place] ?? []) });
    });
    const read: ReadManifests[] = [];
    for (const place of shares.get(0) ?? []) {
      const file = files[place];
      if (file !== undefined) read[place] = await readManifestFile(file);
    }
    for (const [index, found] of (await Promise.all(reading)).entries()) {
      for (const [position, place] of (shares.get(index + 1) ?? []).entries()) {
        const [plain, file] = [found[position], files[place]];
        if (plain === undefined || file === undefined) throw new RangeError(`file ${place} was not read`);
        read[place] = this.#remember(received(plain, file.file), index + 1);
      }
    }
    return read;
  };

  #remember(read: ReadManifests, thread: number): ReadManifests {
    for (const manifest of read.manifests) {
      const index = this.#readCounts[thread] ?? 0;
      this.#readings.set(manifest, { thread, index });
      this.#readCounts[thread] = index + 1;
    }
    return read;
  }

  /** What a manifest is called when another thread is told of it: its object, unless the thread has read it itself. */
  nameOf(manifest: LoadedManifest, thread: number): LoadedManifest['object'] | number {
    const reading = this.#readings.get(manifest);
    return reading?.thread === thread ? reading.index : manifest.object;
  }

  /** Has another thread judge. */
  async judge(thread: number, task: Task): Promise<TaskAnswers> {
    const worker = this.#workers[thread - 1];
    if (worker === undefined) throw new RangeError(`no thread ${thread}`);
    return ask(worker, { judge: task });
  }

  /** Ends them all. */
  async end(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map(async (worker) => worker.terminate()));
  }
}

async function ask<Answer>(worker: Worker, question: Question): Promise<Answer> {
  worker.postMessage(question, []);
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended with ${code} and no answer`)));
  });
}
