import { type KubernetesObject, typeOf } from '../../../manifest/object.ts';
import { type Fields, selectMaps, textOf } from '../../../manifest/select.ts';
import type { Exposure } from './exposed.ts';

/**
 * What a ReferenceGrant lets objects of other namespaces refer to. Gateway API 1.4, `apis/v1beta1/referencegrant_types.go`:
 * whatever is in `from` may refer to whatever is in `to`, and who is named by no name is every one of its kind. The host is
 * the name of what may be referred to, or `*`.
 */
export function grantsOf(grant: KubernetesObject): Exposure[] {
  const { namespace: home = '' } = grant.metadata;
  const targets = selectMaps(grant, 'spec.to[]');
  return selectMaps(grant, 'spec.from[]').flatMap(({ value: from }) =>
    targets.map(({ value: to, path }) => {
      const [namespace, name] = [textOf(from, 'namespace') ?? '', textOf(to, 'name')];
      const [one, other] = [from, to].map((reference) => textOf(reference, 'kind') ?? '');
      const target =
        name === undefined ? `every ${other} of the namespace ${home}` : `the ${other} ${home}/${name}`;
      return {
        key: JSON.stringify([namespace, typeText(from), home, typeText(to)]),
        host: name ?? '*',
        message: `lets each ${one} of the namespace ${namespace} refer to ${target}`,
        path,
      };
    }),
  );
}

function typeText(reference: Fields): string {
  return typeOf(textOf(reference, 'group') ?? '', textOf(reference, 'kind') ?? '');
}
