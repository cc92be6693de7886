import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, selectMaps, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Whose pages may read answers (CORS): `*` in it stands for any text. */
interface Reader {
  readonly origin: string;
  /** The origin is a regular expression then, of which nobody knows what it matches. */
  readonly isPattern: boolean;
  readonly hasCredentials: boolean;
  readonly path: Path;
}

const finders: Readonly<Record<string, (object: KubernetesObject) => readonly Reader[]>> = {
  'gateway.networking.k8s.io/HTTPRoute': (route) =>
    ['spec.rules[].filters[].cors', 'spec.rules[].backendRefs[].filters[].cors'].flatMap((field) =>
      selectMaps(route, field).flatMap(({ value: { allowOrigins, allowCredentials }, path }) =>
        selectTexts({ allowOrigins }, 'allowOrigins[]').map(({ value: origin }) => ({
          origin,
          isPattern: false,
          hasCredentials: allowCredentials === true,
          path,
        })),
      ),
    ),
  'networking.istio.io/VirtualService': (service) =>
    selectMaps(service, 'spec.http[].corsPolicy').flatMap(({ value: policy, path }) => [
      ...selectMaps(policy, 'allowOrigins[]').map((match) => ofIstio(match.value, policy, path)),
      ...selectTexts(policy, 'allowOrigin[]').map((each) => ofIstio({ exact: each.value }, policy, path)),
    ]),
  'networking.k8s.io/Ingress': ofIngress,
};

/** Pages of other origins that may read what is answered, or that may newly do so as whoever looks at them. */
export function newReaders({ type, before, after }: Reviewed): Hazard[] {
  const find = finders[type];
  if (find === undefined || before === undefined || after === undefined) return [];
  const known = find(before);
  const found = find(after).filter((one) => !known.some((other) => isWithin(one, other)));
  const byMessage = new Map(found.map((reader) => [messageOf(reader), reader]));
  return [...byMessage].map(([message, { path }]) => ({
    severity: 'warning',
    rule: 'exposure',
    message,
    path,
  }));
}

function messageOf({ origin, isPattern, hasCredentials }: Reader): string {
  const pages = origin === '*' ? 'any page' : `pages of ${isPattern ? `origins like ${origin}` : origin}`;
  const rights = hasCredentials ? ', with the credentials of whoever looks at them' : '';
  return `lets ${pages} read its answers${rights} (CORS)`;
}

/** Who let in what a pattern stands for may have let in all but everybody. */
function isWithin(one: Reader, other: Reader): boolean {
  if (one.hasCredentials && !other.hasCredentials) return false;
  if (one.origin === other.origin) return true;
  return other.isPattern ? one.origin !== '*' : !one.isPattern && isGlobWithin(one.origin, other.origin);
}

/** Istio 1.27, `networking/v1alpha3/virtual_service.proto`, `CorsPolicy`. */
function ofIstio({ exact, prefix, regex }: Fields, policy: Fields, path: Path): Reader {
  const isAny = typeof regex === 'string' && /^\^?\.[*+]\$?$/.test(regex);
  return {
    origin: isAny ? '*' : shown(exact ?? regex ?? `${shown(prefix ?? '')}*`),
    isPattern: regex !== undefined && !isAny,
    hasCredentials: policy['allowCredentials'] === true,
    path,
  };
}

/** ingress-nginx 1.13, `internal/ingress/annotations/cors/main.go`: anybody, with credentials, unless it says otherwise. */
function ofIngress(ingress: KubernetesObject): Reader[] {
  const said = (name: string): string | undefined =>
    annotationOf(ingress, `nginx.ingress.kubernetes.io/${name}`);
  if (said('enable-cors') !== 'true') return [];
  return (said('cors-allow-origin') ?? '*').split(',').map((origin) => ({
    origin: origin.trim(),
    isPattern: false,
    hasCredentials: said('cors-allow-credentials') !== 'false',
    path: ['metadata', 'annotations'],
  }));
}
