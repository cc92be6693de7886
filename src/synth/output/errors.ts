import { InputError } from '../../report/errors.ts';
import { messageOf } from '../../report/thrown.ts';

/** What the file system refused about the output folder, as a finding. */
export function outputError(action: 'read' | 'write', folder: string, cause: unknown): InputError {
  const finding = {
    severity: 'unjudged',
    rule: `output-un${action === 'read' ? 'readable' : 'writable'}`,
    message: `cannot ${action} the output folder: ${messageOf(cause)}`,
    location: { file: folder },
    next: action === 'read' ? 'check the path and its permissions; nothing was written' : nextAfter(cause),
  } as const;
  return new InputError([finding], { cause });
}

function nextAfter(cause: unknown): string {
  const busy = /^E(?:BUSY|XDEV)\b/.test(messageOf(cause));
  const advice = busy
    ? 'choose a folder below it: a mount point cannot be exchanged'
    : 'make room or mend the permissions';
  return `${advice}; what stood there is unchanged`;
}

/** Runs `work`, which reads the output folder; what the file system refuses becomes an `InputError`. */
export function withReadableOutput<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error : outputError('read', folder, error);
  }
}
