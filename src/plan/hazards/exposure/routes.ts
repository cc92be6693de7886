import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, type Selected, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { numberOf } from '../hazard.ts';
import { answer, type Destination, hosted, referenced } from './destinations.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { byPrecedence, type Part, partsOf, placeText } from './parts.ts';
import { type ProxyRoute, proxies } from './proxy-routes.ts';

/** Where a part of the traffic of an object goes. */
export interface Route {
  readonly part: Part;
  /** Who takes it, each once, and how much of it: weights, whatever their sum. Nobody where nothing answers. */
  readonly takers: readonly Taker[];
  /** Who is sent a copy of it. */
  readonly copies: readonly Destination[];
  readonly rule: Fields;
  readonly path: Path;
}

export interface Taker {
  readonly to: Destination;
  readonly weight: number;
}

type Finder = (object: KubernetesObject) => readonly Route[];

/** By kind, in order: of several routes for some traffic, the first takes it. */
export const routeFinders: ReadonlyMap<string, Finder> = new Map<string, Finder>([
  ['apiregistration.k8s.io/APIService', ofApi],
  ...gatewayRoutes.map((type): [string, Finder] => [
    type,
    (route) =>
      selectMaps(route, 'spec.rules[]')
        .flatMap((rule) => ofGatewayApi(rule, route.metadata.namespace))
        .sort((one, other) => byPrecedence(one.part, other.part)),
  ]),
  [
    'networking.istio.io/VirtualService',
    (service) =>
      ['http', 'tls', 'tcp'].flatMap((protocol) =>
        selectMaps(service, `spec.${protocol}[]`).flatMap((rule) =>
          ofIstio(rule, protocol, service.metadata.namespace),
        ),
      ),
  ],
  ['networking.k8s.io/Ingress', ofIngress],
  ...[...proxies].map(([type, { routesOf }]): [string, Finder] => [
    type,
    (proxy) =>
      routesOf(proxy)
        .map((route) => ofProxy(route, proxy.metadata.namespace))
        .sort(byHost),
  ]),
]);

/** Gateway API 1.4, `apis/v1/httproute_types.go`: a weight is 1 unless it says otherwise. */
function ofGatewayApi({ value: rule, path }: Selected<Fields>, namespace: string | undefined): Route[] {
  const own = selectMaps(rule, 'filters[]').map(({ value }) => value);
  const filters = [...own, ...selectMaps(rule, 'backendRefs[].filters[]').map(({ value }) => value)];
  const backends = selectMaps(rule, 'backendRefs[]').map(({ value }): [Destination, unknown] => [
    referenced(value, namespace),
    value['weight'] ?? 1,
  ]);
  // What an extension does, only its controller knows: it may answer.
  const extensions = own
    .filter(({ type }) => type === 'ExtensionRef')
    .map((filter): Taker => ({ to: referenced(fieldsOf(filter, 'extensionRef'), namespace), weight: 1 }));
  const takers = own.some(({ type }) => type === 'RequestRedirect')
    ? [{ to: answer('a redirection'), weight: 1 }]
    : summed(backends);
  const copies = filters
    .filter(({ type }) => type === 'RequestMirror')
    .map((filter) => fieldsOf(filter, 'requestMirror'))
    .filter(({ percent, fraction }) => numberOf(percent ?? fieldsOf(fraction)['numerator'] ?? 100) !== 0)
    .map((mirror) => referenced(fieldsOf(mirror, 'backendRef'), namespace));
  const isServed = takers.some(({ weight }) => weight > 0);
  return partsOf(rule['matches']).map((part) => ({
    part,
    takers: isServed ? takers : [...takers, ...extensions],
    copies,
    rule,
    path,
  }));
}

/** Istio's reference, "Virtual Service": what is alone takes all, whatever its weight, and what has none beside others nothing. */
function ofIstio(
  { value: rule, path }: Selected<Fields>,
  protocol: string,
  namespace: string | undefined,
): Route[] {
  const routes = selectMaps(rule, 'route[]').map(({ value }) => value);
  const own = ownAnswer(rule, namespace);
  const mirrors = [
    { mirror: rule['mirror'], percentage: rule['mirrorPercentage'], percent: rule['mirrorPercent'] },
    ...selectMaps(rule, 'mirrors[]').map(({ value: { destination, percentage } }) => ({
      mirror: destination,
      percentage,
      percent: undefined,
    })),
  ];
  const takers =
    own === undefined
      ? summed(
          routes.map((route) => [
            hosted(fieldsOf(route, 'destination'), namespace),
            routes.length === 1 ? 1 : route['weight'],
          ]),
        )
      : [{ to: own, weight: 1 }];
  const copies = mirrors
    .filter(
      (each) => isRecord(each.mirror) && numberOf(percentOf(each, 'percentage') ?? each.percent ?? 100) > 0,
    )
    .map(({ mirror }) => hosted(fieldsOf(mirror), namespace));
  return partsOf(rule['match'], protocol).map((part) => ({ part, takers, copies, rule, path }));
}

/** What a rule of Istio does instead of sending its traffic to a Service. */
function ownAnswer(rule: Fields, namespace: string | undefined): Destination | undefined {
  if (isRecord(rule['redirect'])) return answer('a redirection');
  const { status } = fieldsOf(rule, 'directResponse');
  if (status !== undefined)
    return answer(`an answer of its own (status ${shown(status)})`, numberOf(status) >= 500);
  if (!isRecord(rule['delegate'])) return undefined;
  const delegate = { kind: 'VirtualService', group: 'networking.istio.io', ...rule['delegate'] };
  return referenced(delegate, namespace);
}

/** A percentage of Istio: `{value: 50}`. */
export function percentOf(fields: Fields, field: string): unknown {
  return fieldsOf(fields, field)['value'];
}

/** Kubernetes' documentation, "Ingress": rules for a host go before those for any, the default takes what is left. */
function ofIngress(ingress: KubernetesObject): Route[] {
  const { namespace } = ingress.metadata;
  const routeOf = (part: Part, { value, path }: Selected<Fields>): Route => {
    const target = ['service', 'resource'].map((field) => value[field]).find(isRecord);
    const takers = target === undefined ? [] : [{ to: referenced(target, namespace), weight: 1 }];
    return { part, takers, copies: [], rule: {}, path };
  };
  const routes = selectMaps(ingress, 'spec.rules[]').flatMap((rule) =>
    selectMaps(rule.value, 'http.paths[]', rule.path).flatMap(({ value, path }) => {
      const host = textOf(rule.value, 'host');
      const place = { prefix: textOf(value, 'path') ?? '/', isExact: value['pathType'] === 'Exact' };
      const conditions = new Set(host === undefined ? [] : [host]);
      return selectMaps(value, 'backend', path).map((backend) =>
        routeOf({ text: placeText(place, host), place, conditions }, backend),
      );
    }),
  );
  return [
    ...routes.sort(byHost),
    ...selectMaps(ingress, 'spec.defaultBackend').flatMap((backend) =>
      partsOf(undefined).map((part) => routeOf(part, backend)),
    ),
  ];
}

function byHost({ part: one }: Route, { part: other }: Route): number {
  return other.conditions.size - one.conditions.size || byPrecedence(one, other);
}

/** Services have as much weight as others unless they say otherwise; to those of Contour that are mirrors go copies. */
function ofProxy(
  { host, conditions, rule, path, ...place }: ProxyRoute,
  namespace: string | undefined,
): Route {
  const services = selectMaps(rule, 'services[]').map(({ value }) => value);
  const to = (service: Fields): Destination =>
    referenced(
      { ...service, ...(service['kind'] === 'TraefikService' && { group: 'traefik.io' }) },
      namespace,
    );
  const own = isRecord(rule['requestRedirectPolicy'])
    ? answer('a redirection')
    : isRecord(rule['directResponsePolicy'])
      ? answer('an answer of its own', numberOf(fieldsOf(rule, 'directResponsePolicy')['statusCode']) >= 500)
      : undefined;
  const more = conditions.length === 0 ? '' : ` where ${conditions.join(', ')}`;
  const takers = services
    .filter(({ mirror }) => mirror !== true)
    .map((each) => [to(each), each['weight'] ?? 1] as const);
  return {
    part: { text: placeText(place, host) + more, place, conditions: new Set([host, ...conditions]) },
    takers: own === undefined ? summed(takers) : [{ to: own, weight: 1 }],
    copies: services.filter(({ mirror }) => mirror === true).map(to),
    rule: {},
    path,
  };
}

/** Requests for a part of the API go to one Service, or are answered where they arrive. */
function ofApi(api: KubernetesObject): Route[] {
  const service = fieldsOf(api, 'spec')['service'];
  const to = isRecord(service)
    ? referenced(service, api.metadata.namespace)
    : answer('the API server itself');
  return partsOf(undefined).map((part) => ({
    part,
    takers: [{ to, weight: 1 }],
    copies: [],
    rule: {},
    path: ['spec'],
  }));
}

function summed(weighted: readonly (readonly [Destination, unknown])[]): Taker[] {
  const takers = new Map<string, Taker>();
  for (const [to, weight] of weighted)
    takers.set(to.name, { to, weight: (takers.get(to.name)?.weight ?? 0) + (numberOf(weight ?? 0) || 0) });
  return [...takers.values()];
}
