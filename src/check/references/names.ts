import { podsOf } from '../../kubernetes/pods.ts';
import { groupOf, typeOf } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
import { missingReference } from './missing.ts';
import { podReferences, type ReferenceRow, references } from './table.ts';

/** References by name, as `table.ts` lists them. */
export function namedReferences(from: CheckedObject, inventory: Inventory): Problem[] {
  const problems = (references.get(from.type) ?? []).flatMap((row) =>
    judge(from, row, from.object, [], inventory),
  );
  const pods = podsOf(from.type, from.object);
  if (pods === undefined) return problems;
  return [
    ...problems,
    ...podReferences.flatMap((row) => judge(from, row, pods.spec, pods.specPath, inventory)),
    ...configMapKeys(from, pods.spec, pods.specPath, inventory),
  ];
}

function judge(
  from: CheckedObject,
  row: ReferenceRow,
  root: unknown,
  base: Path,
  inventory: Inventory,
): Problem[] {
  const field = row.name ?? 'name';
  return selectMaps(root, row.at, base).flatMap(({ value, path }) => {
    const name = textOf(value, field);
    if (name === undefined || value['optional'] === true) return [];
    const namespace =
      (row.namespace === undefined ? undefined : textOf(value, row.namespace)) ?? from.identity.namespace;
    const target = { type: targetType(row, value), namespace, name };
    return missingReference(
      from,
      [...path, field],
      target,
      inventory,
      row.atMost === undefined ? {} : { atMost: row.atMost },
    );
  });
}

/** `group/Kind` of what a map refers to. */
export function targetType({ to }: ReferenceRow, holder: Fields): string {
  if (typeof to === 'string') return to;
  const { kind, group, groupField } = to;
  const written = groupField === undefined ? undefined : textOf(holder, groupField);
  const ownGroup = written === undefined ? group : groupField === 'apiVersion' ? groupOf(written) : written;
  return typeOf(ownGroup, textOf(holder, 'kind') ?? kind);
}

const keyReferences = ['containers', 'initContainers'].map(
  (list) => `${list}[].env[].valueFrom.configMapKeyRef`,
);

/** A key that a container reads must be in the ConfigMap, where that was read. */
function configMapKeys(from: CheckedObject, spec: Fields, specPath: Path, inventory: Inventory): Problem[] {
  return keyReferences
    .flatMap((pattern) => selectMaps(spec, pattern, specPath))
    .flatMap(({ value, path }): Problem[] => {
      const [name, key] = [textOf(value, 'name'), textOf(value, 'key')];
      if (name === undefined || key === undefined || value['optional'] === true) return [];
      const configMap = inventory.find('ConfigMap', from.identity.namespace, name);
      if (configMap === undefined) return [];
      const keys = [
        ...Object.keys(fieldsOf(configMap.object, 'data')),
        ...Object.keys(fieldsOf(configMap.object, 'binaryData')),
      ];
      if (keys.includes(key)) return [];
      return [
        {
          severity: 'error',
          rule: 'missing-key',
          path: [...path, 'key'],
          message: `the ConfigMap ${JSON.stringify(name)} has no key ${JSON.stringify(key)}`,
          allowed: keys.length === 0 ? 'none: it is empty' : keys.sort().join(', '),
          next: 'add the key, or correct it',
        },
      ];
    });
}
