import { fieldsOf } from '../../manifest/select.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { invalid } from './problems.ts';

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
