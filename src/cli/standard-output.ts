/**
 * Waits until all that was printed has been taken by whoever reads it.
 *
 * @returns why it could not be printed. A reader who has seen enough and left (`plumb validate | head -1`) is no reason.
 */
export async function flushStandardOutput(): Promise<string | undefined> {
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    // A failed write is told to its callback, and emitted; without a listener the latter would end the process.
    process.stdout.once('error', resolve);
    process.stdout.write('', resolve);
  });
  return error && error.code !== 'EPIPE' ? error.message : undefined;
}
