/** Clocks of machines that are right differ by less. */
const toleranceMilliseconds = 10 * 60_000;

/**
 * Whether a time is one that a wrong clock told: nothing that was looked at later would count beside it.
 *
 * @param now milliseconds since 1970
 */
export function isYetToCome(time: string, now: number): boolean {
  return Date.parse(time) > now + toleranceMilliseconds;
}
