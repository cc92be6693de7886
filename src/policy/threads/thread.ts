import { Worker } from 'node:worker_threads';
import type { ManifestFile } from '../../manifest/files.ts';
import { unusable } from '../../report/errors.ts';
import type { PlainFile, Question, Task, TaskAnswers } from './message.ts';

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Another thread. It answers one question after the other, in their order. */
export class Thread {
  readonly #worker = new Worker(new URL('worker.ts', import.meta.url));
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;

  constructor() {
    this.#worker.on('message', (answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('messageerror', (error) => this.#fail(error));
    this.#worker.on('error', (error) => this.#fail(explained(error as NodeJS.ErrnoException)));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a thread ended with ${code} and no answer`)));
  }

  async read(files: readonly ManifestFile[]): Promise<readonly PlainFile[]> {
    return (await this.#ask({ read: files })) as readonly PlainFile[];
  }

  async judge(task: Task): Promise<TaskAnswers> {
    return (await this.#ask({ judge: task })) as TaskAnswers;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #ask(question: Question): Promise<unknown> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#worker.postMessage(question, []);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

function explained(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  const next = 'use --threads 1, or give node more: NODE_OPTIONS=--max-old-space-size=<mebibytes>';
  const message = 'a thread ran out of memory';
  return unusable('out-of-memory', message, next, error);
}
