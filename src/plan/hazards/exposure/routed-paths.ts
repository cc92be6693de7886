import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { isPrefixWithin } from '../path-prefix.ts';
import { routesByName } from './gateway-routes.ts';

export interface RoutedPath {
  readonly prefix: string;
  readonly isExact: boolean;
  /** `prefix` is a regular expression then, of which nobody knows what it takes. */
  readonly isPattern?: boolean;
}

export interface Place extends RoutedPath {
  /** It is for a part of what comes there only: for some headers or methods. */
  readonly isConditional: boolean;
  readonly path: Path;
}

/** Where kinds of routes say which paths they take: nothing said is all of them. */
interface Routes {
  readonly rules: string;
  readonly matches: string;
  /** Others are for the mesh only. */
  readonly isOutside?: (route: KubernetesObject) => boolean;
}

export const everywhere: RoutedPath = { prefix: '/', isExact: false };

const routes: ReadonlyMap<string, Routes> = new Map<string, Routes>([
  ...routesByName.map((type): [string, Routes] => [type, { rules: 'spec.rules[]', matches: 'matches[]' }]),
  [
    'networking.istio.io/VirtualService',
    {
      rules: 'spec.http[]',
      matches: 'match[]',
      isOutside: (service) => outerGateways(service).length > 0,
    },
  ],
]);

/** What a match says of the path, in Istio's words (`uri`) or those of Gateway API (`path`, or `method` of gRPC). */
export function placeOf(match: Fields): RoutedPath {
  const { prefix, exact, regex } = fieldsOf(match, 'uri');
  const { type = 'PathPrefix', value } = fieldsOf(match, 'path');
  const path = regex ?? exact ?? prefix ?? value;
  if (typeof path !== 'string') return placeOfMethod(fieldsOf(match, 'method'));
  if (regex !== undefined || type === 'RegularExpression')
    return { prefix: path, isExact: false, isPattern: true };
  return { prefix: path, isExact: exact !== undefined || type === 'Exact' };
}

/** gRPC calls `/service/method`. Gateway API 1.4, `apis/v1/grpcroute_types.go`: both are exact unless it says otherwise. */
function placeOfMethod(call: Fields): RoutedPath {
  const [service, method] = [textOf(call, 'service'), textOf(call, 'method')];
  if (service === undefined && method === undefined) return everywhere;
  const isPattern = service === undefined || (call['type'] ?? 'Exact') !== 'Exact';
  const prefix = [service, method].map((name) => (name === undefined ? '' : `/${name}`)).join('');
  return { prefix, isExact: method !== undefined, isPattern };
}

/** Gateways that a VirtualService is for, beside the mesh itself. */
export function outerGateways(service: KubernetesObject): unknown[] {
  return select(service, 'spec.gateways[]').flatMap(({ value }) => (value === 'mesh' ? [] : [value]));
}

/** Paths that a route newly takes, or takes whatever else a request has. What a pattern stands for is not told. */
export function newPaths(
  type: string,
  before: KubernetesObject | undefined,
  after: KubernetesObject,
): { message: string; path: Path }[] {
  const kind = routes.get(type);
  if (kind === undefined || before === undefined || kind.isOutside?.(after) === false) return [];
  const old = placesOf(before, kind);
  // Who took what a pattern stands for may have taken it all.
  if (old.some(({ isPattern }) => isPattern)) return [];
  return placesOf(after, kind).flatMap((place) => {
    const known = old.filter((each) => isPathWithin(place, each));
    if (place.isPattern || known.some((each) => place.isConditional || !each.isConditional)) return [];
    const all = `takes all traffic for ${place.prefix}, of which it took a part, by headers or the like`;
    const message = known.length > 0 ? all : `takes traffic for ${place.prefix}, which it did not`;
    return [{ message, path: place.path }];
  });
}

function placesOf(route: KubernetesObject, { rules, matches }: Routes): Place[] {
  return selectMaps(route, rules).flatMap((rule): Place[] => {
    const found = selectMaps(rule.value, matches, rule.path);
    if (found.length === 0) return [{ ...everywhere, isConditional: false, path: rule.path }];
    return found.map(({ value, path }) => ({ ...placeOf(value), isConditional: isConditional(value), path }));
  });
}

function isConditional(match: Fields): boolean {
  return Object.values(conditionsOf(match)).some((value) => value !== undefined && value !== null);
}

/** What a match demands beside the path; the `method` of gRPC is one. */
export function conditionsOf({ name: _name, uri: _uri, path: _path, method, ...others }: Fields): Fields {
  return placeOfMethod(fieldsOf(method)) === everywhere ? { ...others, method } : others;
}

/** Paths that a route takes. */
export function routedPathsOf(type: string, route: KubernetesObject): Place[] {
  const kind = routes.get(type);
  return kind === undefined ? [] : placesOf(route, kind);
}

/** An exact path is itself only, another one all that is below it too. */
export function isPathWithin(one: RoutedPath, wider: RoutedPath): boolean {
  if (wider.isExact) return one.isExact && one.prefix === wider.prefix;
  return isPrefixWithin(one.prefix, wider.prefix);
}
