/** `1 object`, `2 objects`. @param plural default: with a plain s */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
