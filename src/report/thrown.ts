/** What was thrown says, whatever it is. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Why the file system refuses. Node names the path once more, and absolutely: `EACCES: permission denied, open '/…'`.
 */
export function refusalOf(thrown: unknown): string {
  return messageOf(thrown).replace(/, \w+( '.*')?$/, '');
}
