/** URLs as Go's `net/url` reads them. Texts are handled as bytes, one per character, because escapes are bytes. */
import { goQuote } from '../value/text.ts';
import { CelError, isError, Undecided } from '../value/value.ts';
import { parseAddress } from './go-ip.ts';

export interface ParsedUrl {
  readonly scheme: string;
  /** Host and port as they are written, unescaped. */
  readonly host: string;
  /** As bytes, escaped as it was written. */
  readonly rawPath: string;
  readonly query: string;
  /** Everything, normalized enough to compare two URLs. */
  readonly text: string;
}

type Part = 'host' | 'path' | 'query' | 'user';

const unreserved = /[A-Za-z0-9\-_.~]/;
const allowed: Readonly<Record<Part, RegExp>> = {
  host: /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/,
  path: /[A-Za-z0-9\-_.~$&+,/:;=@]/,
  query: unreserved,
  user: /[A-Za-z0-9\-_.~$&+,;=]/,
};

function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function unescape(text: string, part: Part): CelError | string {
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] as string;
    if (character === '%') {
      const sequence = text.slice(index, index + 3);
      const isSequence = /^%[\da-fA-F]{2}$/.test(sequence);
      const isAscii = Number.parseInt(sequence.slice(1), 16) < 0x80;
      if (!isSequence || (part === 'host' && isAscii && sequence !== '%25')) {
        return new CelError(`invalid URL escape ${goQuote(sequence)}`);
      }
      index += 2;
    } else if (part === 'host' && character < '\x80' && !allowed.host.test(character)) {
      return new CelError(`invalid character ${goQuote(character)} in host name`);
    }
  }
  const spaced = part === 'query' ? text.replaceAll('+', ' ') : text;
  return spaced.replace(/%([\da-fA-F]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function escape(text: string, part: Part): string {
  return text.replace(/[^]/g, (character) =>
    allowed[part].test(character)
      ? character
      : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

export function escapePath({ rawPath }: ParsedUrl): string {
  if (/^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/.test(rawPath)) return rawPath;
  const path = unescape(rawPath, 'path');
  return isError(path) ? rawPath : escape(path, 'path');
}

/** `url.ParseRequestURI` to check, then `url.Parse`, which sets the fragment apart. */
export function parseUrl(text: string): CelError | ParsedUrl {
  const fail = ({ message }: CelError): CelError => new CelError(`parse ${goQuote(text)}: ${message}`);
  const bytes = toBytes(text);
  const whole = parse(bytes);
  if (isError(whole)) return fail(whole);
  const hash = bytes.indexOf('#');
  if (hash === -1) return whole;
  const parsed = parse(bytes.slice(0, hash));
  if (isError(parsed)) return fail(parsed);
  return { ...parsed, text: parsed.text + bytes.slice(hash) };
}

function parse(bytes: string): CelError | ParsedUrl {
  if (/[\x00-\x1f\x7f]/.test(bytes)) return new CelError('net/url: invalid control character in URL');
  if (bytes === '') return new CelError('empty url');
  if (bytes === '*') return { scheme: '', host: '', rawPath: '*', query: '', text: '*' };
  if (bytes.startsWith(':')) return new CelError('missing protocol scheme');
  const written = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(bytes)?.[1] ?? '';
  const scheme = written.toLowerCase();
  const rest = written === '' ? bytes : bytes.slice(written.length + 1);
  const mark = rest.indexOf('?');
  const [hierarchy, query] = mark === -1 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)];
  const text = `${scheme}:${rest}`;
  if (!hierarchy.startsWith('/')) {
    if (scheme === '') return new CelError('invalid URI for request');
    return { scheme, host: '', rawPath: '', query: fromBytes(query), text };
  }
  const [authority, rawPath] = splitAuthority(scheme, hierarchy);
  const host = parseAuthority(scheme, authority);
  if (isError(host)) return host;
  const path = unescape(rawPath, 'path');
  if (isError(path)) return path;
  return { scheme, host: fromBytes(host), rawPath, query, text };
}

function splitAuthority(scheme: string, hierarchy: string): [authority: string, path: string] {
  if (scheme === '' || !hierarchy.startsWith('//')) return ['', hierarchy];
  const slash = hierarchy.indexOf('/', 2);
  return slash === -1 ? [hierarchy.slice(2), ''] : [hierarchy.slice(2, slash), hierarchy.slice(slash)];
}

function parseAuthority(scheme: string, authority: string): CelError | string {
  const at = authority.lastIndexOf('@');
  const host = parseHost(scheme, authority.slice(at + 1));
  if (isError(host) || at === -1) return host;
  const user = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return new CelError('net/url: invalid userinfo');
  const decoded = unescape(user, 'user');
  return isError(decoded) ? decoded : host;
}

function invalidPort(port: string): CelError {
  return new CelError(`invalid port ${goQuote(port)} after host`);
}

function parseHost(scheme: string, host: string): CelError | string {
  if (host.startsWith('[')) return parseLiteral(host);
  if (host.includes('[')) throw new Undecided(`the host ${goQuote(fromBytes(host))} has a bracket inside`);
  const [colon, lastColon] = [host.indexOf(':'), host.lastIndexOf(':')];
  if (colon !== lastColon && scheme.startsWith('http')) {
    throw new Undecided(
      `whether the host ${goQuote(fromBytes(host))} is refused depends on the release of Go`,
    );
  }
  if (colon !== -1 && !/^:\d*$/.test(host.slice(lastColon))) return invalidPort(host.slice(lastColon));
  return unescape(host, 'host');
}

function parseLiteral(host: string): CelError | string {
  const close = host.lastIndexOf(']');
  if (close === -1) return new CelError("missing ']' in host");
  const port = host.slice(close + 1);
  if (!/^(?::\d*)?$/.test(port)) return invalidPort(port);
  const address = host.slice(1, close);
  if (address.includes('%') || isError(parseAddress(address)) || !address.includes(':')) {
    throw new Undecided(
      `whether the host ${goQuote(fromBytes(host))} is refused depends on the release of Go`,
    );
  }
  return host;
}

/** Pairs that are malformed are left out. */
export function parseQuery(query: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const [key, value] = [
      equals === -1 ? pair : pair.slice(0, equals),
      equals === -1 ? '' : pair.slice(equals + 1),
    ].map((part) => unescape(part, 'query'));
    if (typeof key !== 'string' || typeof value !== 'string') continue;
    found.set(fromBytes(key), [...(found.get(fromBytes(key)) ?? []), fromBytes(value)]);
  }
  return found;
}
