import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isIngressHostWithin } from './hosts.ts';
import type { ProxyRoute } from './proxy-routes.ts';

export interface EncryptedHost {
  readonly isEncrypted: boolean;
  readonly path: Path;
}

/** Hosts that an Ingress has rules for. Who encrypts for no hosts in particular does so for all of them. */
export function encryptedByIngress(ingress: KubernetesObject): ReadonlyMap<string, EncryptedHost> {
  const path = ['spec', 'tls'];
  const encrypted = selectMaps(ingress, 'spec.tls[]').flatMap(({ value }) => {
    const hosts = select(value, 'hosts[]').map((each) => shown(each.value));
    return hosts.length > 0 ? hosts : ['*'];
  });
  const hosts = selectMaps(ingress, 'spec.rules[]').map(({ value }) => textOf(value, 'host') ?? 'any name');
  return new Map(
    hosts.map((host) => [
      host,
      { isEncrypted: encrypted.some((each) => isIngressHostWithin(host, each)), path },
    ]),
  );
}

/** Hosts that a proxy of its own kind takes traffic for. */
export function encryptedByProxy(routes: readonly ProxyRoute[]): ReadonlyMap<string, EncryptedHost> {
  return new Map(routes.map(({ host, isEncrypted, path }) => [host, { isEncrypted, path }]));
}

/** Hosts that the servers of a Gateway of Istio take traffic for, with those that only send on to HTTPS. */
export function encryptedByGateway(gateway: KubernetesObject): ReadonlyMap<string, EncryptedHost> {
  return encryptedAmong(
    selectMaps(gateway, 'spec.servers[]').flatMap(({ value, path }) =>
      select(value, 'hosts[]').map((host) => ({
        host: shown(host.value),
        protocol: fieldsOf(value, 'port')['protocol'],
        path,
      })),
    ),
  );
}

/** Names that the listeners of a Gateway take traffic for, with those that only send on to HTTPS. */
export function encryptedByListeners(gateway: KubernetesObject): ReadonlyMap<string, EncryptedHost> {
  return encryptedAmong(
    selectMaps(gateway, 'spec.listeners[]').map(({ value, path }) => ({
      host: textOf(value, 'hostname') ?? 'any name',
      protocol: value['protocol'],
      path,
    })),
  );
}

interface Port {
  readonly host: string;
  readonly protocol: unknown;
  readonly path: Path;
}

/** Of one host, a port that is encrypted counts before one that is not. */
function encryptedAmong(ports: readonly Port[]): ReadonlyMap<string, EncryptedHost> {
  const hosts = new Map<string, EncryptedHost>();
  for (const { host, protocol, path } of ports) {
    const isEncrypted = /^(?:HTTPS|TLS)$/.test(shown(protocol));
    if (isEncrypted || !hosts.has(host)) hosts.set(host, { isEncrypted, path });
  }
  return hosts;
}
