import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { outerGateways } from './routed-paths.ts';

interface Way {
  readonly message: string;
  readonly path: Path;
}

/** By what something is reached from outside. */
interface Ways {
  readonly find: (object: KubernetesObject) => readonly string[];
  readonly path: Path;
}

/** By which annotations AWS, Azure and Google keep a load balancer to their own network. */
const internal: Readonly<Record<string, string>> = {
  'networking.gke.io/load-balancer-type': 'Internal',
  'service.beta.kubernetes.io/aws-load-balancer-internal': 'true',
  'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
};

const parents: Ways = {
  find: (route) =>
    selectMaps(route, 'spec.parentRefs[]').map(({ value }) => {
      const name = textOf(value, 'name') ?? '?';
      return `the ${textOf(value, 'kind') ?? 'Gateway'} ${within(route, name, textOf(value, 'namespace'))}`;
    }),
  path: ['spec', 'parentRefs'],
};

const ways: Readonly<Record<string, Ways>> = {
  Service: {
    // Where AWS's newer annotation says it, that one counts.
    find: (service) => {
      const scheme = annotationOf(service, 'service.beta.kubernetes.io/aws-load-balancer-scheme');
      if (fieldsOf(service, 'spec')['type'] !== 'LoadBalancer' || scheme !== undefined) return [];
      const isInternal = Object.entries(internal).some(
        ([name, value]) => annotationOf(service, name) === value,
      );
      return isInternal ? ['the internal network'] : ['the internal network', 'any network'];
    },
    path: ['metadata', 'annotations'],
  },
  'networking.istio.io/VirtualService': {
    find: (service) =>
      outerGateways(service).map((value) => {
        const name = shown(value);
        return `the Gateway ${name.includes('/') ? name : within(service, name)}`;
      }),
    path: ['spec', 'gateways'],
  },
  'networking.k8s.io/Ingress': {
    find: (ingress) => {
      const name =
        textOf(fieldsOf(ingress, 'spec'), 'ingressClassName') ??
        annotationOf(ingress, 'kubernetes.io/ingress.class');
      return [name === undefined ? 'the default class' : `the class ${name}`];
    },
    path: ['spec', 'ingressClassName'],
  },
  ...Object.fromEntries(gatewayRoutes.map((type) => [type, parents])),
};

/** Who names no namespace means the own one. */
function within({ metadata }: KubernetesObject, name: string, namespace = metadata.namespace): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Ways beside those there were, or instead of them. By which way a new object is reached goes without saying. */
export function newWays(type: string, before: KubernetesObject | undefined, after: KubernetesObject): Way[] {
  const { find, path } = ways[type] ?? { find: () => [], path: [] };
  const known = before === undefined ? [] : find(before);
  if (known.length === 0) return [];
  return find(after)
    .filter((way) => !known.includes(way))
    .map((way) => ({ message: `takes traffic by ${way}, which it did not`, path }));
}
