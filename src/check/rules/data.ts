import { fieldsOf, textOf } from '../../manifest/select.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { invalid, refused } from './problems.ts';

/** Keys of ConfigMaps and Secrets become names of files (`pkg/apis/core/validation`, `IsConfigMapKey`). */
export function dataKeys({ object }: CheckedObject): Problem[] {
  const keys = ['data', 'binaryData', 'stringData'].flatMap((field) =>
    Object.keys(fieldsOf(object, field)).map((key) => ({ key, path: [field, key] })),
  );
  return keys
    .filter(({ key }) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..'))
    .map(({ key, path }) =>
      invalid(
        path,
        `${JSON.stringify(key)} is no key`,
        'at most 253 of a-z, A-Z, 0-9, -, _ and ., not beginning with ..',
      ),
    );
}

/** What a Secret of a type must hold (`ValidateSecret`). */
const keysOfType: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);

export function secretKeys({ object }: CheckedObject): Problem[] {
  const type = textOf(object, 'type') ?? '';
  const data = { ...fieldsOf(object, 'data'), ...fieldsOf(object, 'stringData') };
  const lacking = (keysOfType.get(type) ?? []).filter((key) => !Object.hasOwn(data, key));
  const next = 'add the key, or leave out the type';
  return lacking.map((key) => ({
    ...refused(
      'required-field',
      ['data', key],
      `is missing in a Secret of type ${type}`,
      (keysOfType.get(type) ?? []).join(', '),
    ),
    next,
  }));
}

/** Names that begin with `system-`, and values that win over all, are the cluster's own (`pkg/apis/scheduling/validation`). */
export function priority({ object, identity }: CheckedObject): Problem[] {
  if (['system-cluster-critical', 'system-node-critical'].includes(identity.name)) return [];
  if (identity.name.startsWith('system-'))
    return [invalid(['metadata', 'name'], 'system- is for the cluster itself', 'another beginning')];
  const { value } = object;
  if (typeof value !== 'number' || value <= highest) return [];
  return [invalid(['value'], `${value} is too large`, `at most ${highest}`)];
}

const highest = 1_000_000_000;
