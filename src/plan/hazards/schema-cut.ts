import type { Change } from '../../diff/change.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import type { Hazard, Reviewed } from './hazard.ts';

/**
 * Fields that a definition no longer knows: the API server drops them from what it reads and stores (Kubernetes'
 * documentation, "Extend the Kubernetes API with CustomResourceDefinitions", "Field pruning").
 */
export function schemaCuts({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'apiextensions.k8s.io/CustomResourceDefinition' || change.kind !== 'changed') return [];
  const lost = change.changes.filter((each) => isForgotten(each, before, after));
  const names = [...new Set(lost.map(({ path }) => nameOf(path)))].filter((name) => !/^status\b/.test(name));
  if (names.length === 0) return [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const message = `no longer knows ${names.slice(0, 5).join(', ')}${more}: what objects have there is dropped`;
  return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec', 'versions'] }];
}

function isForgotten(
  { kind, path }: Change,
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): boolean {
  if (kind !== 'removed' || path[4] !== 'openAPIV3Schema' || path.at(-2) !== 'properties') return false;
  if (path.some((part) => part === 'default' || part === 'example')) return false;
  const name = selectMaps(before, 'spec.versions[]')[Number(path[2])]?.value['name'];
  const version = selectMaps(after, 'spec.versions[]').find(({ value }) => value['name'] === name);
  const schema = fieldsOf(version?.value, ...path.slice(3, -2).map(String));
  return schema['x-kubernetes-preserve-unknown-fields'] !== true;
}

/** `spec.ports[].name`, of the place of its schema: a field can have the name of a keyword. */
function nameOf(path: Path): string {
  const keywords: Readonly<Record<string, string>> = { items: '[]', additionalProperties: '{}' };
  const read = ([keyword, ...rest]: Path): string => {
    if (keyword === undefined) return '';
    const [name, ...inside] = rest;
    return keyword === 'properties' ? `.${name}${read(inside)}` : `${keywords[keyword] ?? ''}${read(rest)}`;
  };
  return read(path.slice(path.indexOf('openAPIV3Schema') + 1)).slice(1);
}
