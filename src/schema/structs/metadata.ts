import { selectMaps } from '../../manifest/select.ts';
import type { Fields, StructRule, Wrong } from './struct.ts';

/** What an object says of its owners and its end (`apimachinery/pkg/api/validation`, `ValidateObjectMetaAccessor`). */

function isControlledByOne(metadata: Fields): Wrong[] {
  return selectMaps(metadata, 'ownerReferences[]')
    .filter(({ value }) => value['controller'] === true)
    .slice(1)
    .map(({ path }) => ({
      at: [...path, 'controller'],
      message: 'an earlier owner is the controller already',
      allowed: 'controller: true once',
    }));
}

function keepsOrDeletes({ finalizers }: Fields): Wrong[] {
  const both = ['foregroundDeletion', 'orphan'];
  if (!Array.isArray(finalizers) || !both.every((each) => finalizers.includes(each))) return [];
  return [
    {
      at: ['finalizers'],
      message: `hold both ${both.join(' and ')}`,
      allowed: 'one of the two',
      next: 'remove one of the two',
    },
  ];
}

/** An Event is gone before what it owns (`BannedOwners`). */
function isNoEvent({ apiVersion, kind }: Fields): Wrong[] {
  if (apiVersion !== 'v1' || kind !== 'Event') return [];
  return [{ at: ['kind'], message: 'an Event owns nothing', allowed: 'another kind' }];
}

export const metadataRules: Readonly<Record<string, readonly StructRule[]>> = {
  'meta.v1.ObjectMeta': [isControlledByOne, keepsOrDeletes],
  'meta.v1.OwnerReference': [isNoEvent],
};
