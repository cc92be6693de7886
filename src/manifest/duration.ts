/** Go's durations (`1h30m`, `8760h0m0s`, `250ms`), exactly, as package `time` reads and writes them. */

const nanosecondsOf = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n, // U+00B5
  μs: 1_000n, // U+03BC
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
} as const;

type Unit = keyof typeof nanosecondsOf;

const component = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Nanoseconds, as `time.ParseDuration`: `undefined` when the text is no duration or beyond ±292 years. */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const digits = /^[-+]/.test(text) ? text.slice(1) : text;
  if (digits === '0') return 0n;
  let total = 0n;
  let end = 0;
  while (end < digits.length) {
    component.lastIndex = end;
    const match = component.exec(digits);
    if (match === null) return undefined;
    const [, number = '', unit = ''] = match;
    const [whole = '', fraction = ''] = number.split('.');
    const scale = nanosecondsOf[unit as Unit];
    total += BigInt(whole) * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
    end = component.lastIndex;
  }
  if (end === 0 || total > (negative ? 2n ** 63n : 2n ** 63n - 1n)) return undefined;
  return negative ? -total : total;
}

/** As Go's `Duration.String`: `8760h0m0s`, `1m30s`, `1.5ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (magnitude < nanosecondsOf.s) {
    const unit: Unit = magnitude < nanosecondsOf.us ? 'ns' : magnitude < nanosecondsOf.ms ? 'µs' : 'ms';
    return `${sign}${decimal(magnitude, nanosecondsOf[unit])}${unit}`;
  }
  const hours = magnitude / nanosecondsOf.h;
  const minutes = (magnitude % nanosecondsOf.h) / nanosecondsOf.m;
  const seconds = `${decimal(magnitude % nanosecondsOf.m, nanosecondsOf.s)}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0n ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

/** `value / scale` with as many decimals as it needs; `scale` is a power of ten. */
function decimal(value: bigint, scale: bigint): string {
  const fraction = (value % scale)
    .toString()
    .padStart(scale.toString().length - 1, '0')
    .replace(/0+$/, '');
  return scale === 1n || fraction === '' ? String(value / scale) : `${value / scale}.${fraction}`;
}

const longUnits: Readonly<Record<string, bigint>> = { d: 24n, w: 168n, y: 8760n };

/** As `parseDuration`; Prometheus also has days, weeks and years of 365 days (`prometheus/common/model`, `ParseDuration`). */
export function parseLongDuration(text: string): bigint | undefined {
  const match = /^((?:\d+[ywd])+)(.*)$/.exec(text);
  if (match === null) return parseDuration(text);
  const [, long = '', rest = ''] = match;
  let hours = 0n;
  for (const [, count = '', unit = ''] of long.matchAll(/(\d+)([ywd])/g))
    hours += BigInt(count) * (longUnits[unit] ?? 0n);
  const hoursAsDuration = parseDuration(`${hours}h`);
  const remainder = rest === '' ? 0n : parseDuration(rest);
  if (hoursAsDuration === undefined || remainder === undefined) return undefined;
  return hoursAsDuration + remainder;
}
