import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { type ProcessSpec, processName } from './process/spec.ts';

/** Bytes at the end of a log that are looked through for what went wrong. */
const tailBytes = 16_384;
const tailLines = 6;

export interface EarlyEnd {
  readonly error: InputError;
  /** Whether something else had opened one of its ports. */
  readonly portWasTaken: boolean;
}

export function endedEarly(spec: ProcessSpec, log: string): EarlyEnd {
  const lines = tail(log);
  const text = lines.join('\n');
  const message = `${processName(spec)} ended right after its start: ${lastWords(lines)}`;
  return {
    error: new InputError([unjudged('lab-process-ended', message, adviceFor(text, spec))]),
    portWasTaken: /address already in use/i.test(text),
  };
}

export function notReady(spec: ProcessSpec, log: string, milliseconds: number): InputError {
  const lines = tail(log);
  const message = `${processName(spec)} runs, but did not answer at ${spec.ready?.url} within ${milliseconds / 1000} s: ${lastWords(lines)}`;
  return new InputError([unjudged('lab-not-ready', message, adviceFor(lines.join('\n'), spec))]);
}

export function portTaken(spec: ProcessSpec, port: number): InputError {
  return new InputError([
    unjudged(
      'lab-port-taken',
      `port ${port} of ${processName(spec)} was opened by another program while it did not run`,
      'end that program, or run plumb lab down and plumb lab up, which chooses other ports',
    ),
  ]);
}

/** A finding that says that a lab cannot be worked on. */
export function unjudged(rule: string, message: string, next: string): Finding {
  return { severity: 'unjudged', rule, message, next };
}

/** What the system refused, such as space on a disk; anything else is thrown on. */
export function systemFailure(error: unknown, folder: string): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new InputError([
      unjudged(
        'lab-disk-full',
        `there is no space left for the lab in ${folder}`,
        'free some, and run it again',
      ),
    ]);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const next = 'set XDG_STATE_HOME and XDG_CACHE_HOME to folders that you may write to';
    return new InputError([unjudged('lab-no-access', message, next)]);
  }
  throw error;
}

/** The last lines of a log. */
function tail(file: string): string[] {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n');
  } finally {
    closeSync(handle);
  }
}

/** Usage texts that follow an error would hide it. */
function lastWords(lines: readonly string[]): string {
  const telling = lines.filter((line) =>
    /error|fatal|fail|panic|cannot|unable|refused|in use|no space/i.test(line),
  );
  const words = (telling.length > 0 ? telling : lines).slice(-tailLines).join(' | ').trim();
  return words === '' ? 'it wrote nothing' : words;
}

function adviceFor(text: string, { cluster, name }: ProcessSpec): string {
  if (/no space left on device/i.test(text)) return 'free some disk space, and run it again';
  return `read its whole log with plumb lab logs ${cluster}/${name}`;
}
