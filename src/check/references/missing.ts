import type { Path } from '../../manifest/path.ts';
import { suggest } from '../../report/suggest.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
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
 * A reference to an object that is not there. It is an error only where the input claims to be complete:
 *
 * - in a namespace: it declares the namespace itself, or other objects of that kind in it;
 * - a Secret: it declares the namespace, and either something in it that is or makes a Secret, or it is the rendered
 *   folder of a target. Many Secrets of others' manifests are made at run time and belong in no repository;
 * - cluster-scoped: it is the rendered folder of a target, and has other objects of that kind.
 *
 * Otherwise, as with a single manifest, the object may well be in the cluster, and it is a warning.
 */
export function missingReference(
  from: CheckedObject,
  path: Path,
  target: Target,
  inventory: Inventory,
  { atMost }: MissingOptions = {},
): Problem[] {
  const { type, namespace, name } = target;
  const isTemplated = name.includes('{{') || name.includes('$(');
  if (isTemplated || inventory.has(type, namespace, name)) return [];
  const known = inventory.namesOf(type, namespace);
  if (known.size === 0 && providedKinds.has(type)) return [];
  const isCertain = atMost !== 'warning' && !providedKinds.has(type) && isComplete(from, target, inventory);
  const kind = type.slice(type.indexOf('/') + 1);
  const where = inventory.isClusterScoped(type) || namespace === '' ? '' : ` in namespace ${namespace}`;
  const next = isCertain ? `add the ${kind}, or correct the name` : 'make sure that the cluster has it';
  return [
    {
      severity: isCertain ? 'error' : 'warning',
      rule: 'missing-reference',
      path,
      message: isCertain
        ? `there is no ${kind} ${JSON.stringify(name)}${where}`
        : `the ${kind} ${JSON.stringify(name)}${where} is not among the manifests read`,
      ...(known.size > 0 && known.size <= namesShown ? { allowed: [...known].sort().join(', ') } : {}),
      next: suggest(name, known, next),
    },
  ];
}

const namesShown = 12;

function isComplete(from: CheckedObject, { type, namespace }: Target, inventory: Inventory): boolean {
  const hasKind = inventory.namesOf(type, namespace).size > 0;
  const isTarget = from.cluster !== '';
  if (inventory.isClusterScoped(type)) return hasKind && isTarget;
  const declaresNamespace = inventory.find('Namespace', '', namespace) !== undefined;
  return type === 'Secret' ? declaresNamespace && (hasKind || isTarget) : hasKind || declaresNamespace;
}
