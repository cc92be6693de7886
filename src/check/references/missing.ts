import type { Path } from '../../manifest/path.ts';
import { nearest } from '../../report/suggest.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { providedKinds } from '../provided.ts';

/** What a field refers to. */
export interface Target {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

export interface MissingOptions {
  /** The most that may be said of it. Default: as the input allows (below). */
  readonly atMost?: 'warning';
}

/**
 * A reference to an object that is not there. It is an error only where the input claims to be complete: it declares
 * the namespace itself, or other objects of that kind in it. Otherwise, as with a single manifest, the object may
 * well be in the cluster, and it is a warning. Secrets need the stronger sign (another Secret, or something that makes
 * one): many are made at run time and belong in no repository.
 */
export function missingReference(
  from: CheckedObject,
  path: Path,
  { type, namespace, name }: Target,
  inventory: Inventory,
  { atMost }: MissingOptions = {},
): Problem[] {
  if (name.includes('{{') || name.includes('$(') || inventory.has(type, namespace, name)) return [];
  const known = inventory.namesOf(type, namespace);
  const isClusterScoped = inventory.isClusterScoped(type);
  if (known.size === 0 && providedKinds.has(type)) return [];
  const declaresNamespace =
    namespace !== '' && !isClusterScoped && inventory.has('Namespace', '', namespace) && type !== 'Secret';
  const isCertain = (known.size > 0 || declaresNamespace) && !providedKinds.has(type) && atMost !== 'warning';
  const kind = type.slice(type.indexOf('/') + 1);
  const where = isClusterScoped || namespace === '' ? '' : ` in namespace ${namespace}`;
  const similar = nearest(name, known);
  const what = from.identity.namespace === namespace || isClusterScoped ? kind : `${kind} of ${namespace}`;
  return [
    {
      severity: isCertain ? 'error' : 'warning',
      rule: 'missing-reference',
      path,
      message: isCertain
        ? `there is no ${kind} ${JSON.stringify(name)}${where}`
        : `the ${kind} ${JSON.stringify(name)}${where} is not among the manifests read`,
      ...(known.size > 0 && known.size <= 12 ? { allowed: [...known].sort().join(', ') } : {}),
      next:
        similar !== undefined
          ? `did you mean ${similar}?`
          : isCertain
            ? `add the ${what}, or correct the name`
            : `make sure that the cluster has it`,
    },
  ];
}
