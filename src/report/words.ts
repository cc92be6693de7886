/** `1 object`, `2 objects`. Only for nouns that take a plain s. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
