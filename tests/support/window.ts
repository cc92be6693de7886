const minuteMilliseconds = 60_000;

/** When the next minute begins, or the one after it if that is only a moment away; in milliseconds since 1970. */
export function nextMinute(): number {
  const soon = Date.now() + 10_000;
  return (Math.floor(soon / minuteMilliseconds) + 1) * minuteMilliseconds;
}

/** A schedule that means this minute of every day, some minutes later. */
export function cronAt(time: number, timezone: string, minutesLater = 0): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const parts = format.formatToParts(time + minutesLater * minuteMilliseconds);
  const valueOf = (wanted: string): number => Number(parts.find(({ type }) => type === wanted)?.value);
  return `${valueOf('minute')} ${valueOf('hour')} * * *`;
}
