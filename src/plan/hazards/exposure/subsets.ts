import { rememberingEach } from '../../../manifest/remember.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import type { ObjectsByType } from '../../by-type.ts';
import { qualifiedName } from '../../leavers.ts';

/** A subset of the pods of a Service, as `service name`: `shop/cart v1`. */
export function subsetKey(service: string, subset: string | undefined): string {
  return `${service} ${subset ?? ''}`;
}

/** Subsets that DestinationRules among some objects name, with the labels of their pods. All objects of a change ask the same. */
export const subsetsIn = rememberingEach(
  (objects: ObjectsByType): ReadonlyMap<string, Fields> =>
    new Map(
      (objects.get('networking.istio.io/DestinationRule') ?? []).flatMap((rule) => {
        const service = serviceOf(fieldsOf(rule, 'spec'), rule.metadata.namespace);
        return selectMaps(rule, 'spec.subsets[]').map(({ value }): [string, Fields] => [
          subsetKey(service, textOf(value, 'name')),
          fieldsOf(value, 'labels'),
        ]);
      }),
    ),
);

/** The `host` of Istio's kinds, without what may be left out for a Service. */
export function hostOf(fields: Fields): string {
  return (textOf(fields, 'host') ?? '').toLowerCase().replace(/\.svc(?:\.cluster\.local)?$/, '');
}

/** The Service that a `host` of Istio's kinds in a namespace stands for, as `namespace/name`; other hosts as they are. */
export function serviceOf(fields: Fields, namespace: string | undefined): string {
  const host = hostOf(fields);
  const [name = '', home = namespace, ...rest] = host.split('.');
  return rest.length === 0 ? qualifiedName(home, name) : host;
}
