import { isIPv4, isIPv6 } from 'node:net';

/**
 * Formats that the API server checks in custom resources, as `k8s.io/kube-openapi/pkg/validation/strfmt` does (which
 * is laxer than the formats' own definitions in places). Dashes in a format's name do not count. Not among them in
 * 1.34: k8s-short-name and k8s-long-name, which the API server ignores until its compatibility version has them.
 */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  byte: (text) => text !== '' && isBase64(text),
  cidr: isCidr,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  email: isEmail,
  hexcolor: (text) => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: isHostname,
  ipv4: (text) => text.includes('.') && isAddress(text),
  ipv6: (text) => text.includes(':') && isAddress(text),
  mac: isMac,
  password: () => true,
  ssn: (text) => /^\d{3}[- ]\d{2}[- ]\d{4}$/.test(text),
  uri: isUri,
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
};

/** Checked by the API server, but too rare to be worth a definition here. */
const rareFormats = new Set(['bsonobjectid', 'creditcard', 'isbn', 'isbn10', 'isbn13', 'rgbcolor']);

/** Whether a string has a format; formats that the API server does not know, it ignores. */
export function hasFormat(text: string, format: string): 'yes' | 'no' | 'unjudged' {
  const name = format.replaceAll('-', '');
  if (rareFormats.has(name)) return 'unjudged';
  const test = Object.hasOwn(formats, name) ? formats[name] : undefined;
  return test === undefined || test(text) ? 'yes' : 'no';
}

/** Standard alphabet, padded. */
export function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const match = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/.exec(time);
  return match !== null && isDate(date) && clockTime(match.slice(1));
}

/** What Go's `time.Parse(time.RFC3339, …)` takes: the built-in types' times. */
export function isRfc3339(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})$/.exec(text);
  return match !== null && isDate(match[1] ?? '') && clockTime(match.slice(2));
}

/** As above, with exactly six decimals: Leases and Events. */
export function isRfc3339Micro(text: string): boolean {
  return isRfc3339(text) && /\.\d{6}(?:Z|[+-])/.test(text);
}

function clockTime([hour = '', minute = '', second = '']: readonly string[]): boolean {
  return hour <= '23' && minute <= '59' && second <= '59';
}

/** Go's durations, and Scala's: any number followed by a unit will do. */
function isDuration(text: string): boolean {
  if (/^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text)) return true;
  const scala = /^(?:ns|nano.*|us|µs|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/i;
  return [...text.matchAll(/\d+\s*([A-Za-zµ]+)/g)].some(([, unit = '']) => scala.test(unit));
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', more] = text.split('/');
  if (more !== undefined || !/^\d{1,3}$/.test(bits) || !isAddress(address)) return false;
  return Number(bits) <= (address.includes(':') ? 128 : 32);
}

/** Leading zeros are tolerated, as before Go 1.17; zones are not. */
function isAddress(text: string): boolean {
  return (isIPv6(text) && !text.includes('%')) || isIPv4(text.replaceAll(/\b0+(?=\d)/g, ''));
}

/** EUI-48, EUI-64 and InfiniBand, in the three notations of Go's `net.ParseMAC`. */
function isMac(text: string): boolean {
  const isPaired = /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1)*[0-9a-f]{2}$/i.test(text);
  const isDotted = /^(?:[0-9a-f]{4}\.)+[0-9a-f]{4}$/i.test(text);
  return (isPaired || isDotted) && [6, 8, 20].includes(text.replaceAll(/[:.-]/g, '').length / 2);
}

function isEmail(text: string): boolean {
  const dotted = String.raw`[^\s@<>(),:;."\[\]\\]+(?:\.[^\s@<>(),:;."\[\]\\]+)*`;
  const address = String.raw`(?:${dotted}|"[^"]*")@${dotted}`;
  return new RegExp(`^(?:${address}|[^<>@]*<${address}>)$`).test(text);
}

/** Absolute, or an absolute path, as Go's `url.ParseRequestURI` takes it. */
function isUri(text: string): boolean {
  if (text === '*') return true;
  const [, scheme, rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(text) ?? [];
  if ((scheme === undefined && !rest.startsWith('/')) || /\p{Cc}/u.test(text)) return false;
  const authority = /^\/\/(?:[^/?#@]*@)?(?:\[[^\]/?#]*\]|[^/?#: ]*)(?::\d*)?(?=[/?#]|$)/;
  if (rest.startsWith('//') && !authority.test(rest)) return false;
  return !rest.startsWith('/') || !/%(?![0-9a-fA-F]{2})/.test(rest.split('?')[0] ?? '');
}

function isHostname(text: string): boolean {
  const letter = String.raw`[a-zA-Z0-9\p{S}\p{L}]`;
  const label = String.raw`${letter}(?:[-a-zA-Z0-9\p{S}\p{L}]{0,61}${letter})?`;
  const hostname = new RegExp(
    String.raw`^(?:${letter}(?:-?${letter}{0,62})?|(?:${label}\.)+[a-zA-Z\p{L}]{2,63})$`,
    'u',
  );
  return (
    hostname.test(text) &&
    text.length <= 255 &&
    text.split('.').every((part) => Buffer.byteLength(part) <= 63)
  );
}
