import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
import { selectTexts, textOf } from '../../../manifest/select.ts';
import type { ObjectsByType } from '../../by-type.ts';
import { qualifiedName } from '../../leavers.ts';
import { holders } from './holders.ts';

/**
 * Secrets that objects of any kind name, as far as fields tell by their names that Secrets are meant. All objects of a change
 * ask the same.
 *
 * @param objects by their kind
 * @returns `shop/database`, and `shop/database password` with each key; without the namespace where nobody knows it
 */
export const secretsNamed = rememberingEach(
  (objects: ObjectsByType): ReadonlySet<string> =>
    new Set([...objects].flatMap(([type, all]) => namedByAll(type, all))),
);

/** What makes Secrets names them too. */
function namedByAll(type: string, objects: readonly KubernetesObject[]): string[] {
  if (holders.has(type)) return [];
  return objects.flatMap((object) => namedBy(object, '', object.metadata.namespace));
}

/** `apiTokenSecretRef`, `secretName`, `nginx.ingress.kubernetes.io/auth-secret`, and of gateways `credentialName`. */
const ofSecret = /secret|credential|certificateRef/i;

function namedBy(value: unknown, field: string, namespace: string | undefined): string[] {
  if (typeof value === 'string') {
    if (!ofSecret.test(field)) return [];
    return [value.includes('/') ? value : qualifiedName(namespace, value)];
  }
  if (Array.isArray(value)) return value.flatMap((each) => namedBy(each, field, namespace));
  if (!isRecord(value)) return [];
  const inside = Object.entries(value).flatMap(([name, each]) => namedBy(each, name, namespace));
  return [...reference(value, field, namespace), ...inside];
}

/** What a map says that names a Secret: by its field, or as it has a name and a key. */
function reference(
  map: Readonly<Record<string, unknown>>,
  field: string,
  namespace: string | undefined,
): string[] {
  const name = textOf(map, 'secretName') ?? textOf(map, 'name');
  const keys = ['key', 'items[].key'].flatMap((at) => selectTexts(map, at).map(({ value }) => value));
  const isOne = ofSecret.test(field) || (keys.length > 0 && !/configMap/i.test(field));
  if (name === undefined || !isOne) return [];
  const secret = qualifiedName(textOf(map, 'namespace') ?? namespace, name);
  return [secret, ...keys.map((key) => `${secret} ${key}`)];
}
