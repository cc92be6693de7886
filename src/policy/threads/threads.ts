import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { ManifestFile } from '../../manifest/files.ts';
import type { LoadedManifest, ReadManifests } from '../../manifest/read.ts';
import { readManifestFile } from '../../manifest/read-paths.ts';
import { received } from './files.ts';
import type { Task, TaskAnswers } from './message.ts';
import { Thread } from './thread.ts';

/** A thread has to load schemas and policies first. With fewer files or requests for each, one thread is done sooner. */
const worthwhileCount = 2000;

/** Neighbours that go to one thread together: objects of one kind stand together, and some kinds cost more. */
const runLength = 64;

/** Which of so many threads reads a file, or judges a request, by its place. */
export function threadAt(place: number, threads: number): number {
  return Math.floor(place / runLength) % threads;
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
  readonly #others: Thread[] = [];
  readonly #readings = new Map<LoadedManifest, Reading>();
  readonly #readCounts: number[] = [];

  /** @param count as of `withThreads` */
  constructor(count: number | undefined) {
    this.#count = count;
  }

  /** How many there are for so many files or requests: more are started if need be, and none ends. */
  startFor(amount: number): number {
    const best = this.#count ?? Math.min(availableParallelism(), Math.floor(amount / worthwhileCount));
    while (this.#others.length + 1 < best) this.#others.push(new Thread());
    return this.#others.length + 1;
  }

  /** Reads files, each thread its share: as `readManifestFile` of each. */
  readonly read = async (files: readonly ManifestFile[]): Promise<ReadManifests[]> => {
    const threads = this.startFor(files.length);
    const runs = runsOf(files, threads);
    const own = runs.filter(([thread]) => thread === 0).map(([, places]) => places);
    const others = runs.filter(([thread]) => thread !== 0);
    const read: ReadManifests[] = [];
    await Promise.all([
      ...others.map(async ([thread, places]) => this.#readThere(thread, places, files, read)),
      readHere(own, files, read),
    ]);
    return read;
  };

  async #readThere(
    thread: number,
    places: readonly number[],
    files: readonly ManifestFile[],
    read: ReadManifests[],
  ): Promise<void> {
    const found = await this.#other(thread).read(places.flatMap((place) => files[place] ?? []));
    for (const [position, place] of places.entries()) {
      const [plain, file] = [found[position], files[place]];
      if (plain === undefined || file === undefined) throw new RangeError(`file ${place} was not read`);
      read[place] = this.#remember(received(plain, file.file), thread);
    }
  }

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
    return this.#other(thread).judge(task);
  }

  #other(thread: number): Thread {
    const other = this.#others[thread - 1];
    if (other === undefined) throw new RangeError(`no thread ${thread}`);
    return other;
  }

  /** Ends them all. */
  async end(): Promise<void> {
    await Promise.all(this.#others.splice(0).map(async (other) => other.end()));
  }
}

async function readHere(
  runs: readonly (readonly number[])[],
  files: readonly ManifestFile[],
  read: ReadManifests[],
): Promise<void> {
  for (const places of runs) {
    for (const place of places) {
      const file = files[place];
      if (file !== undefined) read[place] = await readManifestFile(file);
    }
    // Meanwhile, what others have read is taken in.
    await setImmediate();
  }
}

/** Places of files that one thread reads, one after the other. Standard input is read here. */
function runsOf(files: readonly ManifestFile[], threads: number): [thread: number, places: number[]][] {
  const runs: [thread: number, places: number[]][] = [];
  for (const [place, { path }] of files.entries()) {
    const thread = path === undefined ? 0 : threadAt(place, threads);
    const last = runs.at(-1);
    if (last?.[0] === thread) last[1].push(place);
    else runs.push([thread, [place]]);
  }
  return runs;
}
