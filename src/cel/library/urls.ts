/** Kubernetes' URLs, as Go's `net/url` reads them: `url('https://example.com/').getHost()`. */
import { oneTraversal } from '../evaluate/cost.ts';
import { EntryMap } from '../value/map.ts';
import { ArrayList, CelError, isError, Opaque, type Result, type Value } from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';
import { escapePath, type ParsedUrl, parseQuery, parseUrl } from './go-url.ts';

class Url extends Opaque {
  readonly typeName = 'kubernetes.URL';
  readonly url: ParsedUrl;

  constructor(url: ParsedUrl) {
    super();
    this.url = url;
  }

  equals(other: Opaque): boolean {
    return other instanceof Url && this.toString() === other.toString();
  }

  override toString(): string {
    return this.url.text;
  }
}

function toUrl(text: string): Result {
  const parsed = parseUrl(text);
  return isError(parsed)
    ? new CelError(`URL parse error during conversion from string: ${parsed.message}`)
    : new Url(parsed);
}

/** The host without port and without the brackets of an IPv6 address. */
function hostname(host: string): string {
  const bare = host.startsWith('[') ? host : host.slice(0, host.lastIndexOf(':') >>> 0);
  if (!host.startsWith('[')) return host.includes(':') ? bare : host;
  return host.slice(1, host.indexOf(']'));
}

function port(host: string): string {
  const rest = host.startsWith('[') ? host.slice(host.indexOf(']') + 1) : host;
  const colon = rest.lastIndexOf(':');
  return colon === -1 ? '' : rest.slice(colon + 1);
}

function query({ url }: Url): Result {
  const entries = [...parseQuery(url.query)].map(([key, values]): [Value, Value] => [
    key,
    new ArrayList(values),
  ]);
  return new EntryMap(entries);
}

const type = 'kubernetes.URL';

function getter(name: string, id: string, read: (url: ParsedUrl) => string): FunctionDeclaration {
  return declare(name, [overload(id, `${type}.(): string`, (value: Url) => read(value.url))]);
}

export const urlLibrary: readonly FunctionDeclaration[] = [
  declare('url', [overload('string_to_url', `(string): ${type}`, toUrl)], { cost: oneTraversal }),
  declare('isURL', [overload('is_url_string', '(string): bool', (url: string) => !isError(parseUrl(url)))]),
  getter('getScheme', 'url_get_scheme', (url) => url.scheme),
  getter('getHost', 'url_get_host', (url) => url.host),
  getter('getHostname', 'url_get_hostname', (url) => hostname(url.host)),
  getter('getPort', 'url_get_port', (url) => port(url.host)),
  getter('getEscapedPath', 'url_get_escaped_path', (url) => escapePath(url)),
  declare('getQuery', [overload('url_get_query', `${type}.(): map(string, list(string))`, query)]),
];
