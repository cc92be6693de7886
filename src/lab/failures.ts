import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ApiError } from '../cluster/api-error.ts';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { type ProcessSpec, processName } from './process/spec.ts';

/** What a program has written since it was started. */
export interface LogSlice {
  readonly file: string;
  /** Bytes that were in the file before. */
  readonly from: number;
}

/** A program that ended before it was ready. */
export class EndedEarly extends InputError {
  /** Whether something else had opened one of its ports. */
  readonly portWasTaken: boolean;

  constructor(spec: ProcessSpec, log: LogSlice) {
    const lines = tail(log);
    const text = lines.join('\n');
    super([
      /no space left on device/i.test(text)
        ? diskFull(`${processName(spec)} has ended: there is no space left on the disk of ${log.file}`)
        : unjudged(
            'lab-process-ended',
            `${processName(spec)} ended right after its start: ${lastWords(lines)}`,
            `read its whole log with plumb lab logs ${processName(spec)}`,
          ),
    ]);
    this.portWasTaken = /address already in use/i.test(text);
  }
}

export function notReady(spec: ProcessSpec, log: LogSlice, milliseconds: number): InputError {
  const where = spec.ready?.url ?? '';
  const message = `${processName(spec)} runs, but did not answer at ${where} within ${milliseconds / 1000} s: ${lastWords(tail(log))}`;
  const next = `read its whole log with plumb lab logs ${processName(spec)}`;
  return new InputError([unjudged('lab-not-ready', message, next)]);
}

export function portTaken(spec: ProcessSpec, port: number): InputError {
  const message = `port ${port} of ${processName(spec)} was opened by another program while it did not run`;
  const next = 'end that program, or run plumb lab down and plumb lab up, which chooses other ports';
  return new InputError([unjudged('lab-port-taken', message, next)]);
}

/** A finding that says that a lab cannot be worked on. */
export function unjudged(rule: string, message: string, next: string): Finding {
  return { severity: 'unjudged', rule, message, next };
}

/**
 * What the system or a cluster has refused, such as space on a disk, or a server that has gone.
 *
 * @param folder that was worked in, if the error names none
 * @throws the error itself if it is anything else
 */
export function systemFailure(error: unknown, folder: string): InputError {
  const { code = '', message, path = folder } = error as NodeJS.ErrnoException;
  if (error instanceof ApiError || /^E(CONN|PIPE|TIMEDOUT)/.test(code) || /did not answer/.test(message)) {
    const next = 'plumb lab status shows what has ended; plumb lab up starts it again';
    return new InputError([unjudged('lab-cluster-failed', `a cluster of the lab failed: ${message}`, next)], {
      cause: error,
    });
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new InputError([diskFull(`there is no space left for the lab in ${path}`)], { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const next = 'set XDG_STATE_HOME and XDG_CACHE_HOME to folders that you may write to';
    return new InputError([unjudged('lab-no-access', message, next)], { cause: error });
  }
  throw error;
}

function diskFull(message: string): Finding {
  return unjudged('lab-disk-full', message, 'free some space, and run it again');
}

/** At the end of a log, what is looked through for the reason of an end: bytes, lines, characters of a line. */
const tailBytes = 16_384;
const tailLines = 5;
const lineLength = 300;

function tail({ file, from }: LogSlice): string[] {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(Math.max(size - from, 0), tailBytes));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n');
  } finally {
    closeSync(handle);
  }
}

/** Usage texts and stacks that follow an error would hide it. */
function lastWords(lines: readonly string[]): string {
  const telling = lines.filter((line) => /error|fatal|fail|panic|cannot|unable|refused|in use/i.test(line));
  const words = (telling.length > 0 ? telling : lines)
    .slice(-tailLines)
    .map((line) => (line.length > lineLength ? `${line.slice(0, lineLength)}…` : line))
    .join(' | ')
    .trim();
  return words === '' ? 'it wrote nothing' : words;
}
