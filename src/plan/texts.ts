import { isRecord, type KubernetesObject } from '../manifest/object.ts';

/**
 * All texts of an object by which it may name, or mean, others: not its own name, nor single words that programs are told
 * (`MODE=cache`), as these may mean anything. Of names of hosts, the first part too.
 */
export function textsIn(object: KubernetesObject | undefined): Set<string> {
  return collected(object, new Set());
}

/** Of these texts, those that may be names of other objects: no labels, and no names that only the object itself knows. */
export function referencesIn(object: KubernetesObject | undefined): Set<string> {
  return collected(object, new Set(['labels', 'matchLabels', 'selector']), namedWithin);
}

const told: ReadonlySet<string> = new Set(['args', 'command', 'value']);

/** Lists of pods whose items have names of their own. */
const namedWithin: ReadonlySet<string> = new Set(
  'containers env initContainers ports volumeDevices volumeMounts volumes'.split(' '),
);

function collected(
  object: KubernetesObject | undefined,
  skipped: ReadonlySet<string>,
  named: ReadonlySet<string> = new Set(),
): Set<string> {
  const texts = new Set<string>();
  const collect = (value: unknown, field: string): void => {
    if (typeof value === 'string') {
      if (value.includes('.') || !told.has(field)) texts.add(value).add(value.split('.', 1)[0] ?? '');
    } else if (Array.isArray(value)) for (const item of value) collect(item, field);
    else if (isRecord(value))
      for (const [name, inside] of Object.entries(value))
        if (!skipped.has(name) && !(name === 'name' && named.has(field))) collect(inside, name);
  };
  const { metadata, ...fields } = object ?? {};
  collect({ annotations: metadata?.annotations, labels: metadata?.labels, ...fields }, '');
  return texts;
}
