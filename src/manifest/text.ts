import { readFileSync } from 'node:fs';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { refusalOf } from '../report/thrown.ts';

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
 * cannot be read, or is not UTF-8.
 */
export function readText(path: string, file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new InputError([unreadable(file, cause)], { cause });
  }
  return decodeText(bytes, file);
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
