/** What was thrown says, whatever it is. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Why the file system refuses. Node names the path once more, and absolutely: `EACCES: permission denied, open '/…'`.
 */
export function refusalOf(thrown: unknown): string {
  const message = messageOf(thrown);
  const { syscall } = (thrown ?? {}) as NodeJS.ErrnoException;
  const end = syscall === undefined ? -1 : message.lastIndexOf(`, ${syscall}`);
  return end === -1 ? message : message.slice(0, end);
}
