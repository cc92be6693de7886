import { join } from 'node:path';
import { forbidCalls } from '../fleet/forbidden-calls.ts';
import type { Finding } from '../report/finding.ts';
import { keepFromStandardOutput } from '../report/prints.ts';
import { describeError } from '../report/stack.ts';
import { locationInApps } from './thrown.ts';

/**
 * Runs `work`, which imports and renders apps, so that they can neither end the process, nor write to standard output
 * (what they print goes to standard error), nor read what differs from run to run, nor start timers; calls from
 * elsewhere are let through. Errors that nobody awaits become findings. An `import` that never settles ends with the
 * process; use `orStuck` for those.
 *
 * @param root the repository; what comes from below its `apps/` is an app.
 */
export async function guardApps<Result>(
  root: string,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const collect = (error: unknown) => findings.push(unawaitedFinding(root, error));
  const restore = forbidCalls({ name: 'apps', folder: join(root, 'apps') });
  const restoreOutput = keepFromStandardOutput();
  process.on('uncaughtException', collect);
  process.on('unhandledRejection', collect);
  try {
    const result = await work();
    // A rejection that nobody handles is told once the microtasks are done.
    await new Promise(setImmediate);
    return { result, findings };
  } finally {
    process.off('uncaughtException', collect);
    process.off('unhandledRejection', collect);
    restoreOutput();
    restore();
  }
}

/** What a promise gives, or a marker when nothing is left that could ever settle it. */
export async function orStuck<Result>(promise: Promise<Result>): Promise<Result | typeof stuck> {
  let onBeforeExit: () => void = () => undefined;
  const idle = new Promise<typeof stuck>((resolve) => {
    onBeforeExit = () => resolve(stuck);
    process.once('beforeExit', onBeforeExit);
  });
  try {
    return await Promise.race([promise, idle]);
  } finally {
    process.off('beforeExit', onBeforeExit);
  }
}

export const stuck: unique symbol = Symbol('stuck');

function unawaitedFinding(root: string, error: unknown): Finding {
  const location = locationInApps(error, root);
  return {
    severity: 'unjudged',
    rule: 'app-throws',
    message: `nobody awaited what threw ${describeError(error)}`,
    ...(location !== undefined && { location }),
    next: 'mend the app: what it starts must be done when render returns; nothing was written',
  };
}
