import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, type Selected, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { numberOf } from '../hazard.ts';

/** A part of the traffic that an object routes. */
export interface Route {
  /** Which part, the same before and after: for messages, empty where it is all that comes. */
  readonly part: string;
  /** Where it goes, and how much of it: weights, whatever their sum. Nothing where nothing answers. */
  readonly weights: ReadonlyMap<string, number>;
  /** Who is sent a copy of it. */
  readonly copies: readonly string[];
  readonly rule: Fields;
  readonly path: Path;
}

type Finder = (object: KubernetesObject) => readonly Route[];

/** By kind, in order: of several routes for the same part, the first takes it. */
export const routeFinders: ReadonlyMap<string, Finder> = new Map<string, Finder>([
  ...['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute'].map((kind): [string, Finder] => [
    `gateway.networking.k8s.io/${kind}`,
    (route) => selectMaps(route, 'spec.rules[]').map((rule) => ofGatewayApi(rule, route.metadata.namespace)),
  ]),
  [
    'networking.istio.io/VirtualService',
    (service) =>
      ['http', 'tls', 'tcp'].flatMap((protocol) =>
        selectMaps(service, `spec.${protocol}[]`).map((rule) =>
          ofIstio(rule, protocol, service.metadata.namespace),
        ),
      ),
  ],
  ['networking.k8s.io/Ingress', ofIngress],
]);

/** Gateway API 1.4, `apis/v1/httproute_types.go`: a weight is 1 unless it says otherwise. */
function ofGatewayApi({ value: rule, path }: Selected<Fields>, namespace: string | undefined): Route {
  const nameOf = (backend: Fields): string => {
    const [kind, own] = [textOf(backend, 'kind') ?? 'Service', textOf(backend, 'namespace')];
    const name = `${own === undefined || own === namespace ? '' : `${own}/`}${textOf(backend, 'name') ?? ''}`;
    return kind === 'Service' ? name : `the ${kind} ${name}`;
  };
  const filters = selectMaps(rule, 'filters[]').map(({ value }) => value);
  const redirects = filters.some(({ type }) => type === 'RequestRedirect');
  return {
    part: partText(rule['matches']),
    weights: redirects
      ? new Map([['a redirection', 1]])
      : summed(selectMaps(rule, 'backendRefs[]').map(({ value }) => [nameOf(value), value['weight'] ?? 1])),
    copies: filters
      .filter(({ type }) => type === 'RequestMirror')
      .map((filter) => nameOf(fieldsOf(filter, 'requestMirror', 'backendRef'))),
    rule,
    path,
  };
}

/** Istio's reference, "Virtual Service": what is alone takes all, whatever its weight, and what has none beside others nothing. */
function ofIstio({ value: rule, path }: Selected<Fields>, protocol: string, namespace = ''): Route {
  const nameOf = (destination: Fields): string => {
    const host = (textOf(destination, 'host') ?? '').replace(/\.svc(?:\.cluster\.local)?$/, '');
    const name = host.endsWith(`.${namespace}`) ? host.slice(0, -namespace.length - 1) : host;
    const subset = textOf(destination, 'subset');
    return subset === undefined ? name : `${name} (subset ${subset})`;
  };
  const routes = selectMaps(rule, 'route[]').map(({ value }) => value);
  const { name: delegate } = fieldsOf(rule, 'delegate');
  const { status } = fieldsOf(rule, 'directResponse');
  const answer =
    (isRecord(rule['redirect']) && 'a redirection') ||
    (status !== undefined && `an answer of its own (status ${shown(status)})`) ||
    (delegate !== undefined && `the VirtualService ${shown(delegate)}`);
  const mirrors = [
    { mirror: rule['mirror'], percentage: rule['mirrorPercentage'] },
    ...selectMaps(rule, 'mirrors[]').map(({ value }) => ({ ...value, mirror: value['destination'] })),
  ];
  return {
    part: `${protocol === 'http' ? '' : `${protocol} `}${partText(rule['match'])}`,
    weights: answer
      ? new Map([[answer, 1]])
      : summed(
          routes.map((route) => [
            nameOf(fieldsOf(route, 'destination')),
            routes.length === 1 ? 1 : route['weight'],
          ]),
        ),
    copies: mirrors
      .filter((mirror) => isRecord(mirror.mirror) && numberOf(percentOf(mirror, 'percentage') ?? 100) > 0)
      .map((mirror) => nameOf(fieldsOf(mirror, 'mirror'))),
    rule,
    path,
  };
}

/** A percentage of Istio: `{value: 50}`. */
export function percentOf(fields: Fields, field: string): unknown {
  return fieldsOf(fields, field)['value'];
}

function ofIngress(ingress: KubernetesObject): Route[] {
  const routeOf = (part: string, { value, path }: Selected<Fields>): Route => {
    const name = textOf(fieldsOf(value, 'service'), 'name') ?? textOf(fieldsOf(value, 'resource'), 'name');
    return { part, weights: new Map(name === undefined ? [] : [[name, 1]]), copies: [], rule: {}, path };
  };
  return [
    ...selectMaps(ingress, 'spec.rules[]').flatMap((rule) =>
      selectMaps(rule.value, 'http.paths[]', rule.path).flatMap(({ value, path }) =>
        selectMaps(value, 'backend', path).map((backend) =>
          routeOf(
            `${value['pathType'] === 'Exact' ? 'exactly ' : ''}${textOf(rule.value, 'host') ?? ''}${textOf(value, 'path') ?? '/'}`,
            backend,
          ),
        ),
      ),
    ),
    ...selectMaps(ingress, 'spec.defaultBackend').map((backend) => routeOf('', backend)),
  ];
}

function summed(weights: readonly (readonly [string, unknown])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [name, weight] of weights) sums.set(name, (sums.get(name) ?? 0) + (numberOf(weight ?? 0) || 0));
  return sums;
}

/** Nothing where all is taken. */
function partText(matches: unknown): string {
  const texts = selectMaps({ matches }, 'matches[]').map(({ value }) => matchText(value));
  return texts.includes('/') || texts.includes('{}') ? '' : texts.join(', ');
}

/** A path, where nothing else is asked. */
function matchText(match: Fields): string {
  const { prefix, exact } = fieldsOf(match, 'uri');
  const { type = 'PathPrefix', value } = fieldsOf(match, 'path');
  const isPath = Object.keys(match).length === 1;
  const [below, self] = [
    prefix ?? (type === 'PathPrefix' ? value : undefined),
    exact ?? (type === 'Exact' ? value : undefined),
  ];
  if (isPath && typeof below === 'string') return below;
  if (isPath && typeof self === 'string') return `exactly ${self}`;
  return JSON.stringify(match);
}
