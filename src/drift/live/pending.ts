import type { ApiFacts } from '../../kubernetes/facts.ts';
import { formatIdentity, type KubernetesObject } from '../../manifest/object.ts';
import { DriftComparison } from '../drift.ts';
import type { ObjectDrift } from '../run.ts';
import type { DesiredObject } from './desired.ts';

/**
 * Tells what Argo CD has not synced yet from what someone changed: an object that is as git said at the commit that Argo
 * CD has synced is stale, whatever git says now.
 *
 * @param earlier what git said at that commit, of the Applications for which that is something else than now
 */
export function withPending(
  objects: readonly ObjectDrift[],
  earlier: ReadonlyMap<string, readonly DesiredObject[]>,
  live: readonly KubernetesObject[],
  facts: ApiFacts,
): ObjectDrift[] {
  if (earlier.size === 0) return [...objects];
  const { verdicts } = new DriftComparison([...earlier.values()].flat(), live, facts).drift();
  const before = new Map(verdicts.map(({ identity, result }) => [formatIdentity(identity), result]));
  return objects.map((object) => {
    if (!earlier.has(object.application)) return object;
    const pending = pendingOf(object, before.get(formatIdentity(object)));
    return pending === undefined ? object : { ...object, result: 'stale', pending };
  });
}

/** @param before its result compared with what git said then; `orphaned` or nothing if git did not have it */
function pendingOf({ result }: ObjectDrift, before: string | undefined): ObjectDrift['pending'] {
  const wasInGit = before !== undefined && before !== 'orphaned';
  if (result === 'missing') return wasInGit ? undefined : 'create';
  if (result === 'orphaned') return wasInGit ? 'delete' : undefined;
  return before === 'clean' ? 'update' : undefined;
}
