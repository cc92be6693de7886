/** Whether a path is another one or below it, by whole parts: of URLs and of folders. */
export function isPrefixWithin(one: string, wider: string): boolean {
  return one === wider || one.startsWith(`${wider.replace(/\/$/, '')}/`);
}
