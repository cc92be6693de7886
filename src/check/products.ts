import { type Fields, fieldsOf, selectTexts, textOf } from '../manifest/select.ts';
import type { CheckedObject } from './problem.ts';

export interface Product {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

/** Services of the Prometheus operator in front of the pods, unless the object names one of its own. */
const operatedServices: ReadonlyMap<string, string> = new Map([
  ['monitoring.coreos.com/Alertmanager', 'alertmanager-operated'],
  ['monitoring.coreos.com/Prometheus', 'prometheus-operated'],
  ['monitoring.coreos.com/ThanosRuler', 'thanos-ruler-operated'],
]);

/** What controllers make of an object, for others to refer to. */
export function productsOf({
  type,
  object,
  identity,
}: Pick<CheckedObject, 'type' | 'object' | 'identity'>): Product[] {
  const { namespace, name } = identity;
  const spec = fieldsOf(object, 'spec');
  switch (type) {
    case 'external-secrets.io/ExternalSecret':
      return [{ type: 'Secret', namespace, name: textOf(fieldsOf(spec, 'target'), 'name') ?? name }];
    case 'external-secrets.io/ClusterExternalSecret':
      return secretsInNamespaces(spec, name);
    case 'bitnami.com/SealedSecret':
      return [
        { type: 'Secret', namespace, name: textOf(fieldsOf(spec, 'template', 'metadata'), 'name') ?? name },
      ];
    case 'cert-manager.io/Certificate':
      return [{ type: 'Secret', namespace, name: textOf(spec, 'secretName') ?? name }];
    case 'networking.k8s.io/Ingress':
    case 'gateway.networking.k8s.io/Gateway':
      return certificatesFor(object, namespace);
    case 'services.k8s.aws/FieldExport': {
      const to = fieldsOf(spec, 'to');
      const kind = textOf(to, 'kind')?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
      return [
        { type: kind, namespace: textOf(to, 'namespace') ?? namespace, name: textOf(to, 'name') ?? name },
      ];
    }
    default: {
      const service = operatedServices.get(type);
      return service === undefined || textOf(spec, 'serviceName') !== undefined
        ? []
        : [{ type: 'Service', namespace, name: service }];
    }
  }
}

/** One Secret in each namespace named; where labels choose the namespaces, in any. */
function secretsInNamespaces(spec: Fields, ownName: string): Product[] {
  const target = fieldsOf(spec, 'externalSecretSpec', 'target');
  const name = textOf(target, 'name') ?? textOf(spec, 'externalSecretName') ?? ownName;
  const named = selectTexts(spec, 'namespaces[]').map(({ value }) => value);
  const chosen = 'namespaceSelector' in spec || 'namespaceSelectors' in spec ? [''] : [];
  return [...named, ...chosen].map((namespace) => ({ type: 'Secret', namespace, name }));
}

/** cert-manager makes the certificates of an Ingress or a Gateway that names an issuer. */
function certificatesFor(object: CheckedObject['object'], namespace: string): Product[] {
  const annotations = fieldsOf(object, 'metadata', 'annotations');
  if (
    !['issuer', 'cluster-issuer'].some((kind) => textOf(annotations, `cert-manager.io/${kind}`) !== undefined)
  )
    return [];
  return ['spec.tls[].secretName', 'spec.listeners[].tls.certificateRefs[].name']
    .flatMap((pattern) => selectTexts(object, pattern))
    .map(({ value: name }) => ({ type: 'Secret', namespace, name }));
}
