import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { ingressExposures } from './ingress.ts';
import { newSources } from './sources.ts';
import { newWays } from './ways.ts';

interface Exposure {
  /** The same before and after if nothing is newly exposed. */
  readonly key: string;
  readonly message: string;
  readonly path: Path;
}

type Finder = (object: KubernetesObject, before?: KubernetesObject) => readonly Exposure[];

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

const finders: Readonly<Record<string, Finder>> = {
  Service: (service) => {
    const { type } = fieldsOf(service, 'spec');
    const external = atEach(service, 'spec.externalIPs[]', 'takes traffic for the address');
    if (type !== 'LoadBalancer' && type !== 'NodePort') return external;
    const isPublic = annotationOf(service, scheme) === 'internet-facing';
    const to =
      type === 'NodePort' ? 'on every node' : isPublic ? 'to the internet' : 'outside of the cluster';
    return [...external, { key: to, message: `is reachable ${to} (type ${type})`, path: ['spec', 'type'] }];
  },
  'networking.k8s.io/Ingress': ingressExposures,
  'networking.istio.io/Gateway': (gateway) =>
    atEach(gateway, 'spec.servers[].hosts[]', 'takes traffic from outside for'),
  'networking.istio.io/VirtualService': (service) =>
    select(service, 'spec.gateways[]').some(({ value }) => value !== 'mesh')
      ? atEach(service, 'spec.hosts[]', 'takes traffic from outside for').filter(
          // Names of the cluster itself, whole or short, mean nothing to who is outside.
          ({ key }) => /\.|\*$/.test(key) && !/\.svc(?:\.cluster\.local)?$/.test(key),
        )
      : [],
  'gateway.networking.k8s.io/Gateway': (gateway) =>
    selectMaps(gateway, 'spec.listeners[]').flatMap(({ value, path }): Exposure[] => {
      const what = `takes traffic from outside for ${textOf(value, 'hostname') ?? 'any name'}`;
      return [{ key: `${what} ${shown(value['port'])}`, message: what, path }];
    }),
  'gateway.networking.k8s.io/HTTPRoute': (route) => {
    const named = atEach(route, 'spec.hostnames[]', 'takes traffic for');
    const message = 'takes traffic for any name';
    return named.length > 0 ? named : [{ key: message, message, path: ['spec'] }];
  },
};

/** What can be reached from where it could not be before. */
export function exposures({ type, before, after }: Reviewed): Hazard[] {
  if (after === undefined) return [];
  const find = finders[type] ?? ((): [] => []);
  const known = new Set(before === undefined ? [] : find(before).map(({ key }) => key));
  const found = new Map(
    find(after, before)
      .filter(({ key }) => !known.has(key))
      .map((each) => [each.message, each]),
  );
  return [...found.values(), ...newSources(type, before, after), ...newWays(type, before, after)].map(
    ({ message, path }) => ({ severity: 'warning', rule: 'exposure', message, path }),
  );
}

function atEach(object: KubernetesObject, pattern: string, what: string): Exposure[] {
  return select(object, pattern).map(({ value, path }) => ({
    key: `${what} ${shown(value)}`,
    message: `${what} ${shown(value)}`,
    path,
  }));
}
