import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, selectMaps } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * Fields that a definition no longer knows: the API server drops them from what it reads and stores (Kubernetes'
 * documentation, "Extend the Kubernetes API with CustomResourceDefinitions", "Field pruning").
 */
export function schemaCuts({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'apiextensions.k8s.io/CustomResourceDefinition' || change.kind !== 'changed') return [];
  const lost = change.changes.flatMap(({ kind, path }) => {
    const [root, list, index, ...inside] = path;
    if (kind !== 'removed' || root !== 'spec' || list !== 'versions') return [];
    const version = selectMaps(before, 'spec.versions[]')[Number(index)]?.value;
    const left = versionOf(after, version?.['name']);
    // That nobody can ask for it any more is told of elsewhere.
    if (version?.['served'] === true && left?.['served'] !== true) return [];
    return forgottenAt(inside, left) ?? [];
  });
  // What stands in `status`, controllers write anew.
  const names = [...new Set(lost)].filter((name) => !/^status\b/.test(name));
  if (names.length === 0) return [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const message = `no longer knows ${names.slice(0, 5).join(', ')}${more}: what objects have there is dropped`;
  return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec', 'versions'] }];
}

function versionOf(definition: KubernetesObject | undefined, name: unknown): Fields | undefined {
  return selectMaps(definition, 'spec.versions[]').find(({ value }) => value['name'] === name)?.value;
}

/** The field that was at a path, if what is left around it lets in only fields that it knows. */
function forgottenAt([schema, root, ...path]: Path, version: unknown): string | undefined {
  const name = schema === 'schema' && root === 'openAPIV3Schema' ? fieldAt(path) : undefined;
  const around = path.slice(0, name?.endsWith('.*') ? -1 : -2).map(String);
  const left = fieldsOf(version, 'schema', 'openAPIV3Schema', ...around);
  const isOpen = left['x-kubernetes-preserve-unknown-fields'] === true || 'additionalProperties' in left;
  return isOpen ? undefined : name?.slice(1);
}

/** By which a schema lets in fields that it does not name. */
const opening = ['additionalProperties', 'x-kubernetes-preserve-unknown-fields'];

const steps: Readonly<Record<string, string>> = { items: '[]', additionalProperties: '{}' };

/** `.spec.ports[].name`, or all fields, `.spec.*`; nothing where a schema says something else. */
function fieldAt([keyword = '', ...rest]: Path): string | undefined {
  const [name, ...inside] = rest;
  if (rest.length === 0 && opening.includes(String(keyword))) return '.*';
  const isField = keyword === 'properties';
  if (isField && inside.length === 0) return `.${name ?? '*'}`;
  const [step, deeper] = isField ? [`.${name}`, inside] : [steps[keyword], rest];
  const field = step === undefined ? undefined : fieldAt(deeper);
  return field === undefined ? undefined : `${step}${field}`;
}
