import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, type Selected, select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { ObjectsByType } from '../../by-type.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import {
  type EncryptedHost,
  encryptedByGateway,
  encryptedByIngress,
  encryptedByListeners,
  encryptedByProxy,
} from './encrypted-hosts.ts';
import { routesByName } from './gateway-routes.ts';
import { isHostWithin, isIngressHostWithin } from './hosts.ts';
import { type ProxyRoute, proxies } from './proxy-routes.ts';
import { isTakenOver } from './taken-over.ts';

/** One thing that is encrypted, and how well: the higher, the better. */
interface Strength {
  readonly what: string;
  /** Whose it is, of what is there for each name. */
  readonly host?: string;
  readonly rank: number;
  readonly text: string;
  readonly path: Path;
}

const finders: Readonly<Record<string, (object: KubernetesObject) => Strength[]>> = {
  'gateway.networking.k8s.io/Gateway': (gateway) => ofHosts(encryptedByListeners(gateway)),
  'networking.istio.io/Gateway': (gateway) => [
    ...ofHosts(encryptedByGateway(gateway)),
    ...selectMaps(gateway, 'spec.servers[]').flatMap(ofServer),
  ],
  'networking.k8s.io/Ingress': (ingress) => ofHosts(encryptedByIngress(ingress)),
  ...Object.fromEntries(
    [...proxies].map(([type, { routesOf }]) => [type, (proxy: KubernetesObject) => ofProxy(routesOf(proxy))]),
  ),
  'cloudfront.services.k8s.aws/Distribution': (distribution) => [
    ...select(distribution, 'spec.distributionConfig.viewerCertificate.minimumProtocolVersion').map(
      ({ value, path }) => ranked('the least version of TLS', cloudfrontVersions, value, path),
    ),
    ...select(distribution, 'spec.distributionConfig.defaultCacheBehavior.viewerProtocolPolicy').map(
      ({ value, path }) => ranked('what viewers may use', viewerPolicies, value, path),
    ),
    ...selectMaps(distribution, 'spec.distributionConfig.cacheBehaviors.items[]').flatMap(({ value, path }) =>
      select(value, 'viewerProtocolPolicy', path).map((policy) =>
        ranked(
          `what viewers of ${shown(value['pathPattern'])} may use`,
          viewerPolicies,
          policy.value,
          policy.path,
        ),
      ),
    ),
    ...selectMaps(distribution, 'spec.distributionConfig.origins.items[]').flatMap(({ value, path }) =>
      select(value, 'customOriginConfig.originProtocolPolicy', path).map((policy) =>
        ranked(
          `how ${shown(value['id'])} is asked`,
          ['http-only', 'match-viewer', 'https-only'],
          policy.value,
          policy.path,
        ),
      ),
    ),
  ],
};

/** By port and host, as servers share their ports. */
function ofServer({ value, path }: Selected<Fields>): Strength[] {
  const { minProtocolVersion, mode, httpsRedirect } = fieldsOf(value, 'tls');
  const port = shown(fieldsOf(value, 'port')['number']);
  const strengths: [string, readonly string[], unknown][] = [
    ['the redirection to HTTPS', ['off', 'on'], httpsRedirect === true ? 'on' : 'off'],
  ];
  if (mode !== undefined)
    strengths.push(
      ['the least version of TLS', istioVersions, minProtocolVersion ?? 'TLS_AUTO'],
      ['what clients show', istioModes, mode],
    );
  return select(value, 'hosts[]').flatMap((host) =>
    strengths.map(([what, ranks, is]) =>
      ranked(`${what} on port ${port} for`, ranks, is, [...path, 'tls'], shown(host.value)),
    ),
  );
}

/** Contour sends on to HTTPS what comes in the clear, unless a route says otherwise. */
function ofProxy(routes: readonly ProxyRoute[]): Strength[] {
  const forced = routes
    .filter(({ isEncrypted }) => isEncrypted)
    .map(({ host, prefix, rule, path }) => {
      const is = rule['permitInsecure'] === true ? 'plain HTTP too' : 'HTTPS';
      return ranked(`what ${host}${prefix} is asked by`, ['plain HTTP too', 'HTTPS'], is, path);
    });
  return [...ofHosts(encryptedByProxy(routes)), ...forced];
}

/** By host, whether whoever wants to can encrypt. */
function ofHosts(hosts: ReadonlyMap<string, EncryptedHost>): Strength[] {
  return [...hosts].map(([host, { isEncrypted, path }]) =>
    ranked('encryption of', ['none', 'TLS'], isEncrypted ? 'TLS' : 'none', path, host),
  );
}

/** Istio's reference, "Gateway": by default, servers take TLS 1.2 and later. */
const istioVersions = ['TLSV1_0', 'TLSV1_1', 'TLS_AUTO=TLSV1_2', 'TLSV1_3'];
const istioModes = ['PASSTHROUGH', 'AUTO_PASSTHROUGH', 'SIMPLE', 'OPTIONAL_MUTUAL', 'MUTUAL=ISTIO_MUTUAL'];
const viewerPolicies = ['allow-all', 'redirect-to-https', 'https-only'];
/** Amazon CloudFront's developer guide, "Supported protocols and ciphers between viewers and CloudFront". */
const cloudfrontVersions = [
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.2_2025',
  'TLSv1.3_2025',
];

/** @param ranks from the weakest on; `A=B` are equally strong */
function ranked(what: string, ranks: readonly string[], value: unknown, path: Path, host?: string): Strength {
  const text = shown(value);
  const rank = ranks.findIndex((names) => names.split('=').includes(text));
  return { what, text, path, rank, ...(host === undefined ? {} : { host }) };
}

/** What is encrypted less well than before, or no longer. What cannot be ranked is left to the reader. */
export function encryptionCuts(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  const find = finders[type];
  if (find === undefined || before === undefined || after === undefined) return [];
  const now = find(after);
  return find(before).flatMap((was): Hazard[] => {
    const is = now.findLast((each) => nameOf(each) === nameOf(was)) ?? widerOf(was, now, reviewed);
    // What is gone takes its traffic with it.
    if (is === undefined || is.rank >= was.rank || is.rank === -1) return [];
    const message = `${nameOf(was)} is ${is.text}, no longer ${was.text}`;
    return [{ severity: 'warning', rule: 'encryption-cut', message, path: is.path }];
  });
}

/**
 * Of a name that is not there any more, what patterns say that it is one of: the best of these counts. Traffic for it may be
 * over, or go elsewhere.
 */
function widerOf(
  { what, host }: Strength,
  now: readonly Strength[],
  reviewed: Reviewed,
): Strength | undefined {
  if (host === undefined || isTakenOver(reviewed, host, reviewed.after) || isUnrouted(host, reviewed))
    return undefined;
  const isWithin = reviewed.type === 'networking.k8s.io/Ingress' ? isIngressHostWithin : isHostWithin;
  return now
    .filter((each) => each.what === what && each.host !== undefined && isWithin(host, each.host))
    .sort((one, other) => other.rank - one.rank)[0];
}

/** Whether routes named a host, and none that comes or changes does any more. */
function isUnrouted(host: string, { leavers, newcomers }: Reviewed): boolean {
  const names = (objects: ObjectsByType): boolean =>
    [...routeHosts].some(([type, hosts]) =>
      objects.get(type)?.some((route) => select(route, hosts).some(({ value }) => value === host)),
    );
  return names(leavers.formerly) && !names(newcomers.objects);
}

const routeHosts: ReadonlyMap<string, string> = new Map([
  ...routesByName.map((type): [string, string] => [type, 'spec.hostnames[]']),
  ['networking.istio.io/VirtualService', 'spec.hosts[]'],
]);

function nameOf({ what, host }: Strength): string {
  return host === undefined ? what : `${what} ${host}`;
}
