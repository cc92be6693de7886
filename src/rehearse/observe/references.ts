import { clusterScopedTypes } from '../../check/inventory.ts';
import { productsOf } from '../../check/products.ts';
import { isProvidedByCluster } from '../../check/provided.ts';
import { targetType } from '../../check/references/names.ts';
import { analyses } from '../../check/references/rollouts.ts';
import { podReferences, references } from '../../check/references/table.ts';
import { hasCondition } from '../../cluster/conditions.ts';
import { isHook } from '../../drift/hook.ts';
import { loadFacts } from '../../kubernetes/load.ts';
import { podsOf } from '../../kubernetes/pods.ts';
import { groupOf, identityOf, type KubernetesObject, typeOf } from '../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, selectTexts, textOf } from '../../manifest/select.ts';
import type { Move } from '../move.ts';
import { keyOf, lastOfEach, type Seen } from '../timeline.ts';
import { isRunBySync } from './hooks.ts';

/** An object that another names and cannot do without, or one of its keys. */
export interface Need {
  readonly by: Seen;
  /** Who needs it: pods, analyses, or the object itself. */
  readonly use: 'pods' | 'analyses' | 'own';
  readonly kind: string;
  /** With its cluster, type and namespace. */
  readonly id: string;
  readonly name: string;
  readonly key?: string | undefined;
}

/**
 * What HEAD takes from those that still ask for it, or what they come to ask for in vain. What was so before is no news.
 *
 * Of what never was there only ConfigMaps are told: Secrets come from many places beside git, and of AnalysisTemplates
 * Argo Rollouts speaks itself when a Rollout comes to name them.
 */
export function missingReferences({ declared: { from, to }, before, after }: Move): Need[] {
  // Of one object a cluster knows more than git.
  const [was, is] = [new Holdings([...from, ...before]), new Holdings([...to, ...after])];
  // Whoever asked for it: what runs under another name finds what it found before.
  const asked = new Set(from.flatMap(needsOf).map(askedFor));
  const over = new Set(before.filter(isOver).map(keyOf));
  return lastOfEach(to)
    .filter(({ object }) => !isHook(object) || isRunBySync(object))
    .filter((each) => isHook(each.object) || !over.has(keyOf(each)))
    .flatMap(needsOf)
    .filter((need) => !is.has(need) && (need.key === undefined || is.has({ id: need.id })))
    .filter((need) => was.has(need) || (isFromGit(need) && !asked.has(askedFor(need))));
}

/** Ids of what an object is, and of what controllers make of it. */
export function idsGiven(seen: Seen): string[] {
  const { namespace, name } = identityOf(seen.object);
  return [idOf(seen.cluster, checkedType(seen.object), namespace, name), ...idsMade(seen)];
}

function idsMade({ cluster, object }: Seen): string[] {
  const products = productsOf({ type: checkedType(object), object, identity: identityOf(object) });
  return products.map(({ type, namespace, name }) => idOf(cluster, type, namespace, name));
}

/** What there is, by id, with the keys that it has; `any` where only a controller knows them. */
export class Holdings {
  readonly #keys = new Map<string, ReadonlySet<string> | 'any'>();

  /** @param seen of two of the same object the later one counts */
  constructor(seen: readonly Seen[]) {
    for (const { cluster, object } of seen) {
      const fields = ['data', 'binaryData', 'stringData'].map((field) => fieldsOf(object, field));
      const { namespace, name } = identityOf(object);
      this.#keys.set(
        idOf(cluster, checkedType(object), namespace, name),
        new Set(fields.flatMap(Object.keys)),
      );
    }
    for (const each of seen) for (const id of idsMade(each)) this.#keys.set(id, 'any');
  }

  has({ id, key }: Pick<Need, 'id' | 'key'>): boolean {
    const keys = this.#keys.get(id);
    return keys === 'any' || (keys !== undefined && (key === undefined || keys.has(key)));
  }
}

export function needsOf(by: Seen): Need[] {
  const needs = [...needsOfPods(by), ...needsOfAnalyses(by), ...ownNeeds(by)];
  return [...new Map(needs.map((need) => [askedFor(need), need])).values()];
}

function needsOfPods(by: Seen): Need[] {
  const { cluster, object } = by;
  const type = checkedType(object);
  const pods = type === 'PodTemplate' ? undefined : podsOf(type, object);
  if (pods === undefined) return [];
  return podReferences
    .filter(({ atMost }) => atMost === undefined)
    .flatMap(({ at, to: kind, name: field = 'name' }) => {
      if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
      return selectMaps(pods.spec, at).flatMap(({ value }): Need[] => {
        const name = textOf(value, field);
        if (name === undefined || isTemplated(name) || value['optional'] === true) return [];
        const id = idOf(cluster, kind, identityOf(object).namespace, name);
        return [undefined, ...keysOf(value)].map((key) => ({ by, use: 'pods', kind, id, name, key }));
      });
    });
}

function needsOfAnalyses(by: Seen): Need[] {
  const { cluster, object } = by;
  if (checkedType(object) !== 'argoproj.io/Rollout') return [];
  return analyses
    .flatMap((at) => selectMaps(object, at))
    .map(({ value }) => {
      const isShared = value['clusterScope'] === true;
      const kind = isShared ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      const name = textOf(value, 'templateName') ?? '';
      const namespace = isShared ? '' : identityOf(object).namespace;
      const id = idOf(cluster, `argoproj.io/${kind}`, namespace, name);
      return { by, use: 'analyses' as const, kind, id, name };
    });
}

/** What an object names itself: as the Services of a Rollout, or the role of a binding. */
function ownNeeds(by: Seen): Need[] {
  const { cluster, object } = by;
  const rows = references.get(checkedType(object)) ?? [];
  return rows
    .filter(({ atMost }) => atMost === undefined)
    .flatMap((row) =>
      selectMaps(object, row.at).flatMap(({ value }): Need[] => {
        const name = textOf(value, row.name ?? 'name');
        if (name === undefined || isTemplated(name)) return [];
        const type = targetType(row, value);
        const named = row.namespace === undefined ? undefined : textOf(value, row.namespace);
        const isShared = clusterScopedTypes(loadFacts()).has(type);
        const namespace = isShared ? '' : (named ?? identityOf(object).namespace);
        const kind = type.slice(type.indexOf('/') + 1);
        return [{ by, use: 'own', kind, id: idOf(cluster, type, namespace, name), name }];
      }),
    );
}

function keysOf(reference: Fields): string[] {
  return ['key', 'items[].key'].flatMap((at) => selectTexts(reference, at).map(({ value }) => value));
}

function isTemplated(name: string): boolean {
  return name.includes('{{') || name.includes('$(');
}

/** Is git to have what is asked for anew? */
function isFromGit({ by, use, kind, name }: Need): boolean {
  return (
    use === 'pods' &&
    kind === 'ConfigMap' &&
    !isProvidedByCluster(kind, identityOf(by.object).namespace, name)
  );
}

/** A Job that has ended makes no more pods, and what only it needed may be gone by right. */
function isOver({ object }: Seen): boolean {
  return object.kind === 'Job' && ['Complete', 'Failed'].some((type) => hasCondition(object, type));
}

function askedFor({ id, key }: Need): string {
  return JSON.stringify([id, key]);
}

function idOf(cluster: string, type: string, namespace: string, name: string): string {
  return `${cluster} ${type} ${namespace}/${name}`;
}

function checkedType({ apiVersion, kind }: KubernetesObject): string {
  return typeOf(groupOf(apiVersion), kind);
}
