import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isIngressHostWithin } from './hosts.ts';

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

/** Hosts that the servers of a Gateway of Istio take traffic for, with those that only send on to HTTPS. */
export function encryptedByGateway(gateway: KubernetesObject): ReadonlyMap<string, EncryptedHost> {
  const hosts = new Map<string, EncryptedHost>();
  for (const { value, path } of selectMaps(gateway, 'spec.servers[]')) {
    const isEncrypted = /^(?:HTTPS|TLS)$/.test(shown(fieldsOf(value, 'port')['protocol']));
    for (const { value: host } of select(value, 'hosts[]'))
      if (isEncrypted || !hosts.has(shown(host))) hosts.set(shown(host), { isEncrypted, path });
  }
  return hosts;
}

/** Names that the listeners of a Gateway take traffic for, with those that only send on to HTTPS. */
export function encryptedByListeners(gateway: KubernetesObject): ReadonlyMap<string, EncryptedHost> {
  const hosts = new Map<string, EncryptedHost>();
  for (const { value, path } of selectMaps(gateway, 'spec.listeners[]')) {
    const isEncrypted = /^(?:HTTPS|TLS)$/.test(shown(value['protocol']));
    const host = textOf(value, 'hostname') ?? 'any name';
    if (isEncrypted || !hosts.has(host)) hosts.set(host, { isEncrypted, path });
  }
  return hosts;
}
