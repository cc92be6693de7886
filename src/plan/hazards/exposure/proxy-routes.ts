import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import {
  type Fields,
  fieldsOf,
  listOf,
  type Selected,
  selectMaps,
  textOf,
} from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { qualifiedName } from '../../leavers.ts';
import type { RoutedPath } from './routed-paths.ts';

/** What a proxy of its own kind takes by one name and path. */
export interface ProxyRoute extends RoutedPath {
  readonly host: string;
  readonly hostPath: Path;
  readonly path: Path;
  /** What must hold too. */
  readonly conditions: readonly string[];
  /** Who looks at what comes there before it is let in. */
  readonly guards: readonly string[];
  readonly rule: Fields;
  /** Whether what comes there can be encrypted. */
  readonly isEncrypted: boolean;
}

interface Proxy {
  /** By what it is reached: two of one kind take the same only if it is the same. */
  readonly door: string;
  readonly routesOf: (object: KubernetesObject) => ProxyRoute[];
}

const traefik: Proxy = { door: 'entryPoints', routesOf: ofTraefik };

export const proxies: ReadonlyMap<string, Proxy> = new Map<string, Proxy>([
  ['projectcontour.io/HTTPProxy', { door: 'ingressClassName', routesOf: ofContour }],
  // The router gives a name to who asks for none.
  ['route.openshift.io/Route', { door: 'wildcardPolicy', routesOf: ofOpenShift }],
  ...['traefik.io', 'traefik.containo.us'].flatMap((group) =>
    ['IngressRoute', 'IngressRouteTCP'].map((kind): [string, Proxy] => [`${group}/${kind}`, traefik]),
  ),
]);

/** Each looks who comes. */
const policies = ['ipAllowPolicy', 'ipDenyPolicy', 'jwtVerificationPolicy'];

/** Contour 1.32, `apis/projectcontour/v1/httpproxy.go`: one without a name of its own is part of another one. */
function ofContour(proxy: KubernetesObject): ProxyRoute[] {
  const virtualHost = fieldsOf(proxy, 'spec', 'virtualhost');
  const host = textOf(virtualHost, 'fqdn');
  if (host === undefined) return [];
  const isPassed = selectMaps(proxy, 'spec.tcpproxy').length > 0;
  const routes = selectMaps(proxy, 'spec.routes[]');
  const asked = routes.length === 0 && isPassed ? [{ value: {}, path: ['spec', 'tcpproxy'] }] : routes;
  return asked.map(({ value: rule, path }: Selected<Fields>): ProxyRoute => {
    const conditions = selectMaps(rule, 'conditions[]').map(({ value }) => value);
    const exact = conditions.flatMap((condition) => textOf(condition, 'exact') ?? []);
    const regex = conditions.flatMap((condition) => textOf(condition, 'regex') ?? []);
    const prefixes = conditions.flatMap((condition) => textOf(condition, 'prefix') ?? []);
    return {
      host,
      hostPath: ['spec', 'virtualhost', 'fqdn'],
      prefix: exact[0] ?? regex[0] ?? (prefixes.join('').replaceAll(/\/+/g, '/') || '/'),
      isExact: exact.length > 0,
      isPattern: regex.length > 0,
      conditions: conditions
        .filter((condition) => !['prefix', 'exact', 'regex'].some((field) => field in condition))
        .map((condition) => JSON.stringify(condition)),
      guards: [
        ...(isRecord(virtualHost['authorization']) && fieldsOf(rule, 'authPolicy')['disabled'] !== true
          ? ['authorization']
          : []),
        ...policies.filter((field) => isRecord(rule[field]) || listOf(rule[field]).length > 0),
      ],
      rule,
      isEncrypted: isRecord(virtualHost['tls']),
      path,
    };
  });
}

/** OpenShift 4.19, `route/v1/types.go`. */
function ofOpenShift({ spec }: KubernetesObject): ProxyRoute[] {
  const route = fieldsOf(spec);
  const host = textOf(route, 'host');
  if (host === undefined) return [];
  const services = [route['to'], ...listOf(route['alternateBackends'])];
  return [
    {
      host: route['wildcardPolicy'] === 'Subdomain' ? host.replace(/^[^.]+/, '*') : host,
      hostPath: ['spec', 'host'],
      prefix: textOf(route, 'path') ?? '/',
      isExact: false,
      conditions: [],
      guards: [],
      rule: { services },
      isEncrypted: isRecord(route['tls']),
      path: ['spec'],
    },
  ];
}

/** Traefik 3.5, `pkg/provider/kubernetes/crd/traefikio/v1alpha1/ingressroute.go`. */
function ofTraefik(route: KubernetesObject): ProxyRoute[] {
  const isEncrypted = isRecord(fieldsOf(route, 'spec')['tls']);
  return selectMaps(route, 'spec.routes[]').flatMap(({ value: rule, path }) => {
    const guards = selectMaps(rule, 'middlewares[]').map(({ value }) =>
      qualifiedName(textOf(value, 'namespace') ?? route.metadata.namespace, shown(value['name'])),
    );
    return alternativesOf(shown(rule['match'])).flatMap((match) =>
      placesOf(match).map((place) => ({
        ...place,
        hostPath: [...path, 'match'],
        guards,
        rule,
        isEncrypted,
        path,
      })),
    );
  });
}

/** What stands between `||`, unless brackets are around it. */
function alternativesOf(match: string): string[] {
  const parts = match.split('||');
  const isWhole = (part: string): boolean => part.split('(').length === part.split(')').length;
  return parts.every(isWhole) ? parts : [match];
}

/** `Host(…)`, `!Path(…)`. */
const matcher = /(?<not>!?)(?<name>\w+)\((?<values>(?:`[^`]*`|"[^"]*"|[^)`"])*)\)/g;

type Place = Pick<ProxyRoute, 'host' | 'prefix' | 'isExact' | 'isPattern' | 'conditions'>;

/** Traefik's documentation, "Routers", "Rule": by any of its names, below any of its paths, and where all else holds. */
function placesOf(match: string): Place[] {
  const hosts: string[] = [];
  const paths: RoutedPath[] = [];
  const conditions: string[] = [];
  for (const { 0: text, groups } of match.matchAll(matcher)) {
    const { not = '', name = '', values = '' } = groups ?? {};
    const texts = [...values.matchAll(/[`"]([^`"]*)[`"]/g)].map(([, value = '']) => value);
    if (not === '' && /^Host(?:SNI)?$/.test(name)) hosts.push(...texts);
    else if (not === '' && /^Path(?:Prefix|Regexp)?$/.test(name))
      for (const prefix of texts)
        paths.push({ prefix, isExact: name === 'Path', isPattern: name === 'PathRegexp' });
    else conditions.push(text);
  }
  if (paths.length === 0) paths.push({ prefix: '/', isExact: false });
  if (hosts.length === 0) hosts.push('any name');
  return hosts.flatMap((host) => paths.map((path) => ({ host, ...path, conditions })));
}
