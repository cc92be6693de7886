/** A value for messages: anything may stand where a text should, in manifests that nobody has checked. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '?');
}
