import { fieldsOf } from '../../manifest/select.ts';
import { dataKey } from '../../schema/names.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { invalid } from './problems.ts';

/** Keys of ConfigMaps and Secrets become names of files (`pkg/apis/core/validation`, `IsConfigMapKey`). */
export function dataKeys({ object }: CheckedObject): Problem[] {
  const keys = ['data', 'binaryData', 'stringData'].flatMap((field) =>
    Object.keys(fieldsOf(object, field)).map((key) => ({ key, path: [field, key] })),
  );
  return keys
    .filter(({ key }) => !dataKey.test(key))
    .map(({ key, path }) => invalid(path, `${JSON.stringify(key)} is no key`, dataKey.allowed));
}

/** A key is for a text or for bytes (`ValidateConfigMap`). */
export function dataKeysOnce({ object }: CheckedObject): Problem[] {
  const texts = fieldsOf(object, 'data');
  return Object.keys(fieldsOf(object, 'binaryData'))
    .filter((key) => Object.hasOwn(texts, key))
    .map((key) => ({
      ...invalid(['binaryData', key], `${JSON.stringify(key)} is a key of data too`, 'each key once'),
      next: 'rename one of the two',
    }));
}

const mostBytes = 1024 * 1024;

/** What a ConfigMap or a Secret holds in all, decoded (`MaxSecretSize`). */
export function dataSize({ object }: CheckedObject): Problem[] {
  const isSecret = object.kind === 'Secret';
  const [plainField, encodedField] = isSecret ? ['stringData', 'data'] : ['data', 'binaryData'];
  const plain = fieldsOf(object, plainField);
  const encoded = fieldsOf(object, encodedField);
  const bytes = [
    ...sizes(plain, 'utf8'),
    // What is in both is taken from stringData.
    ...sizes(
      Object.fromEntries(Object.entries(encoded).filter(([key]) => !Object.hasOwn(plain, key))),
      'base64',
    ),
  ].reduce((sum, size) => sum + size, 0);
  if (bytes <= mostBytes) return [];
  const field = Object.keys(plain).length > 0 ? plainField : encodedField;
  return [
    {
      ...invalid([field], `is ${bytes} bytes in all`, `at most ${mostBytes} bytes`),
      next: 'split it, or keep large files in an image or a volume',
    },
  ];
}

function sizes(values: Readonly<Record<string, unknown>>, encoding: 'base64' | 'utf8'): number[] {
  return Object.values(values).map((value) =>
    typeof value === 'string' ? Buffer.byteLength(value, encoding) : 0,
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
