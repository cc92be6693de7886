/** A value for messages: anything may stand where a text should, in manifests that nobody has checked. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '?');
}

/** As `shown`; `none` of what is not there. */
export function shownOrNone(value: unknown): string {
  return value === undefined ? 'none' : shown(value);
}
