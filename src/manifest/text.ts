import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { refusalOf } from '../report/thrown.ts';

/** More are no text in Node. What is no regular file may never end: what is read of it must not fill the memory. */
const mostBytes = 512 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Bytes to text; a byte order mark is dropped. Throws `InputError` when the bytes are not UTF-8, or are more than a text
 * can hold: half a gigabyte.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    const isTooLong = (cause as NodeJS.ErrnoException).code === 'ERR_STRING_TOO_LONG';
    throw new InputError([isTooLong ? tooLong(file) : invalidEncoding(file)], { cause });
  }
}

function tooLong(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'unreadable-file',
    message: `${file} cannot be read: it is larger than 512 MiB`,
    location: { file },
    next: 'give it in parts, such as one file for each kind or namespace',
  };
}

export function invalidEncoding(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'invalid-encoding',
    message: 'the file is not UTF-8 text',
    location: { file },
    allowed: 'text encoded as UTF-8',
    next: 'save the file as UTF-8',
  };
}

/**
 * Reads a text file. `path` is opened, `file` is what messages call it. Throws `InputError` when it does not exist,
 * cannot be read, is too large, or is not UTF-8.
 */
export function readText(path: string, file: string): string {
  return decodeText(readBytes(path, file), file);
}

/**
 * Reads a file, be it a pipe. `path` is opened, `file` is what messages call it. Throws `InputError` when it does not
 * exist, cannot be read, or has more bytes than a text can hold.
 */
export function readBytes(path: string, file: string, most = mostBytes): Buffer {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return joined(chunksOf(path), file, most);
    if (stats.size <= most) return readFileSync(path);
  } catch (cause) {
    throw cause instanceof InputError ? cause : new InputError([unreadable(file, cause)], { cause });
  }
  throw new InputError([tooLong(file)]);
}

/** Reads standard input, or what else comes by and by. */
export async function readStream(
  stream: AsyncIterable<Uint8Array>,
  file: string,
  most = mostBytes,
): Promise<Buffer> {
  const gathered = new Gathered(file, most);
  for await (const chunk of stream) gathered.add(chunk);
  return gathered.all();
}

function joined(chunks: Iterable<Uint8Array>, file: string, most: number): Buffer {
  const gathered = new Gathered(file, most);
  for (const chunk of chunks) gathered.add(chunk);
  return gathered.all();
}

class Gathered {
  readonly #file: string;
  readonly #most: number;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(file: string, most: number) {
    this.#file = file;
    this.#most = most;
  }

  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > this.#most) throw new InputError([tooLong(this.#file)]);
    this.#chunks.push(chunk);
  }

  all(): Buffer {
    return Buffer.concat(this.#chunks, this.#size);
  }
}

function* chunksOf(path: string): Generator<Buffer> {
  const opened = openSync(path, 'r');
  const chunk = Buffer.alloc(64 * 1024);
  try {
    for (let size = readSync(opened, chunk); size > 0; size = readSync(opened, chunk))
      yield Buffer.from(chunk.subarray(0, size));
  } finally {
    closeSync(opened);
  }
}

/** The finding for a file or folder that the operating system does not let us read. */
export function unreadable(file: string, cause: unknown): Finding {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const base = { severity: 'unjudged', location: { file } } as const;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { ...base, rule: 'missing-file', message: `${file} does not exist`, next: 'check the path' };
  }
  return {
    ...base,
    rule: 'unreadable-file',
    message: `${file} cannot be read: ${refusalOf(cause)}`,
    next: `see what it is, and who may read it: ls -ld ${file}`,
  };
}
