import { selectMaps, textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
import { missingReference } from './missing.ts';

/** ServiceAccounts that a binding gives rights to. Users and groups are no objects. */
export function bindingSubjects(from: CheckedObject, inventory: Inventory): Problem[] {
  return selectMaps(from.object, 'subjects[]').flatMap(({ value, path }) => {
    const name = textOf(value, 'name');
    if (value['kind'] !== 'ServiceAccount' || name === undefined) return [];
    const namespace = textOf(value, 'namespace') ?? from.identity.namespace;
    return missingReference(from, [...path, 'name'], { type: 'ServiceAccount', namespace, name }, inventory);
  });
}
