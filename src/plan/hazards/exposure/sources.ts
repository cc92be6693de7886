import { isNetworkWithin } from '../../../manifest/network.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, select } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import { commaSeparated } from '../../comma-separated.ts';

interface Source {
  readonly message: string;
  readonly path: Path;
}

/** From which networks something takes traffic: from any, if it names none. */
interface Sources {
  readonly networks: readonly string[];
  readonly field: string;
  readonly path: Path;
  /** It takes nothing itself, but keeps out: where there was none, all came. */
  readonly isGuard?: boolean;
}

type Finder = (object: KubernetesObject) => Sources | undefined;

/** Kubernetes 1.34, `staging/src/k8s.io/cloud-provider/service/helpers/helper.go`: the annotation counts without the field. */
const loadBalancer: Finder = (service) => {
  if (fieldsOf(service, 'spec')['type'] !== 'LoadBalancer') return undefined;
  const field = 'loadBalancerSourceRanges';
  const networks = select(service, `spec.${field}[]`).map(({ value }) => shown(value));
  const annotated = byAnnotation('service.beta.kubernetes.io/load-balancer-source-ranges')(service);
  return networks.length === 0 && annotated !== undefined && annotated.networks.length > 0
    ? annotated
    : { networks, field, path: ['spec'] };
};

/** @param alias what it was called before */
function byAnnotation(name: string, alias = name): Finder {
  return (object) => {
    const networks = commaSeparated(annotationOf(object, name) ?? annotationOf(object, alias));
    return { networks, field: name, path: ['metadata', 'annotations'] };
  };
}

/** Traefik 3.5, `pkg/config/dynamic/{middlewares,tcp_middlewares}.go`, and what it was called before. */
const middleware: Finder = (object) => {
  const networks = ['ipAllowList', 'ipWhiteList'].flatMap((field) =>
    select(object, `spec.${field}.sourceRange[]`).map(({ value }) => shown(value)),
  );
  return networks.length === 0
    ? undefined
    : { networks, field: 'sourceRange', path: ['spec'], isGuard: true };
};

const finders: Readonly<Record<string, readonly Finder[]>> = {
  Service: [loadBalancer],
  'traefik.containo.us/Middleware': [middleware],
  'traefik.io/Middleware': [middleware],
  'traefik.io/MiddlewareTCP': [middleware],
  'networking.k8s.io/Ingress': [
    byAnnotation('alb.ingress.kubernetes.io/inbound-cidrs'),
    byAnnotation(
      'nginx.ingress.kubernetes.io/allowlist-source-range',
      'nginx.ingress.kubernetes.io/whitelist-source-range',
    ),
  ],
};

/** Networks that traffic is newly taken from. That a new object takes it from anywhere goes without saying. */
export function newSources(
  type: string,
  before: KubernetesObject | undefined,
  after: KubernetesObject,
): Source[] {
  return (finders[type] ?? []).flatMap((find) => {
    const [was, is] = [before && find(before), find(after)];
    if (is === undefined || was?.networks.length === 0) return [];
    if (was === undefined && is.isGuard === true) return [];
    if (is.networks.length === 0)
      return was === undefined || was.networks.includes('0.0.0.0/0')
        ? []
        : [{ message: `takes traffic from anywhere (${was.field})`, path: is.path }];
    return is.networks
      .filter((network) => was?.networks.every((each) => !isNetworkWithin(network, each)) ?? true)
      .map((network) => ({ message: `takes traffic from ${network}`, path: is.path }));
  });
}
