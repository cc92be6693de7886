import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type LoadedManifest, type ReadManifests, readManifests } from '../../manifest/read.ts';
import { readText } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';

/** What a folder holds, as one thread can send it to another. */
export interface PlainFolder {
  readonly manifests: readonly Pick<LoadedManifest, 'object' | 'file'>[];
  readonly findings: readonly Finding[];
}

/**
 * Reads folders, as `readManifestPaths`, in a thread of its own: this one has other things to do. The thread ends with
 * the work.
 */
export async function withReading<Result>(
  work: (read: (folder: string) => Promise<ReadManifests>) => Promise<Result>,
): Promise<Result> {
  const thread = new Worker(new URL('reading-thread.ts', import.meta.url));
  // Answers come in the order of the questions.
  const waiting: PromiseWithResolvers<PlainFolder>[] = [];
  const giveUp = (error: Error): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  thread.on('message', (folder: PlainFolder) => waiting.shift()?.resolve(folder));
  thread.on('error', giveUp);
  thread.on('exit', () => giveUp(new Error('the thread that reads files has ended')));
  try {
    return await work(async (folder) => {
      const answer = Promise.withResolvers<PlainFolder>();
      waiting.push(answer);
      thread.postMessage(folder, []);
      return received(await answer.promise);
    });
  } finally {
    await thread.terminate();
  }
}

/** Positions cannot be sent: the few files of which one is asked for are read again. */
function received({ manifests, findings }: PlainFolder): ReadManifests {
  const inFile = new Map<string, number>();
  const again = new Map<string, readonly LoadedManifest[]>();
  const readOnce = (file: string): readonly LoadedManifest[] => {
    const read = again.get(file) ?? readAgain(file);
    again.set(file, read);
    return read;
  };
  return {
    manifests: manifests.map(({ object, file }): LoadedManifest => {
      const index = inFile.get(file) ?? 0;
      inFile.set(file, index + 1);
      return { object, file, locate: (path, end) => readOnce(file)[index]?.locate(path, end) ?? { file } };
    }),
    findings,
  };
}

/** Nothing if it is gone by now. */
function readAgain(file: string): readonly LoadedManifest[] {
  try {
    return readManifests(readText(resolve(file), file), file).manifests;
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
