import { fieldsOf, textOf } from '../manifest/select.ts';
import type { CheckedObject } from './problem.ts';

export interface Product {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

/** Secrets and ConfigMaps that controllers make of an object, for others to refer to. */
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
    case 'bitnami.com/SealedSecret':
      return [
        { type: 'Secret', namespace, name: textOf(fieldsOf(spec, 'template', 'metadata'), 'name') ?? name },
      ];
    case 'cert-manager.io/Certificate':
      return [{ type: 'Secret', namespace, name: textOf(spec, 'secretName') ?? name }];
    case 'services.k8s.aws/FieldExport': {
      const to = fieldsOf(spec, 'to');
      const kind = textOf(to, 'kind')?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
      return [
        { type: kind, namespace: textOf(to, 'namespace') ?? namespace, name: textOf(to, 'name') ?? name },
      ];
    }
    default:
      return [];
  }
}
