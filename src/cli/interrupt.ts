/** What a process says that was ended by Ctrl-C: 128 and the number of SIGINT. */
export const interruptedExitCode = 130;

/** Ctrl-C, whoever ends processes, and a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work that Ctrl-C, SIGTERM or SIGHUP ends: the signal that it is handed aborts, and it has the time to clean up, however often
 * the user asks.
 *
 * @returns what the work returns, or `undefined` if it ended because of that; errors of cleaning up leave as they are
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Error('interrupted'));
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (stop.signal.aborted && isAbort(error, stop.signal.reason)) return undefined;
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/**
 * Node's own functions wrap the reason. Of several errors all must come from it: one of cleaning up is not to be lost.
 *
 * @param above the errors that this one was found in: whoever is in itself comes from nothing else
 */
function isAbort(error: unknown, reason: unknown, above: readonly unknown[] = []): boolean {
  if (error === reason) return true;
  if (!(error instanceof Error) || above.includes(error)) return false;
  if (error.name === 'AbortError') return true;
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const from = errors.length > 0 ? errors : [error.cause];
  return from.every((one) => isAbort(one, reason, [...above, error]));
}
